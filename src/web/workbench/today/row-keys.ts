import { type RefObject, useEffect, useState } from 'react';
import { isTyping } from '../frame/keys.ts';

/** J and K move the focus over the acts of a list; the row with the focus is the current one. At first that is the first row. */
export function useRowKeys(list: RefObject<HTMLElement | null>) {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || isTyping(event)) return;
      const acts = actsOf(list.current);
      const now = acts.findIndex((act) => act.matches(':focus'));
      acts[Math.min(acts.length - 1, Math.max(0, now < 0 ? current : now + step))]?.focus();
    };
    const focused = ({ target }: FocusEvent) => {
      const index = actsOf(list.current).findIndex((act) => act.isSameNode(target instanceof Node ? target : null));
      if (index >= 0) setCurrent(index);
    };
    document.addEventListener('keydown', pressed);
    document.addEventListener('focusin', focused);
    return () => {
      document.removeEventListener('keydown', pressed);
      document.removeEventListener('focusin', focused);
    };
  }, [list, current]);
  return current;
}
const actsOf = (list: HTMLElement | null): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('.button') ?? [])];
