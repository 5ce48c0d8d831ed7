import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

export interface Sheet {
  show(content: ReactNode): void;
  close(): void;
}

/** Opens a sheet over the page: the page behind cannot be reached, Esc and the phone's back button put it away, the focus comes back. */
export function openSheet(onClose: () => void): Sheet {
  const before = document.activeElement;
  const place = document.createElement('div');
  const root = createRoot(place);
  const behind = [...document.body.children].filter((element) => !element.matches('.toasts, script'));
  for (const element of behind) element.setAttribute('inert', '');
  document.body.append(place);
  document.documentElement.classList.add('has-sheet');
  history.pushState({ sheet: true }, '');
  let open = true;

  const putAway = () => {
    if (!open) return;
    open = false;
    removeEventListener('popstate', putAway);
    document.removeEventListener('keydown', keys);
    onClose();
    root.unmount();
    place.remove();
    document.documentElement.classList.remove('has-sheet');
    for (const element of behind) element.removeAttribute('inert');
    if (before instanceof HTMLElement) before.focus();
  };
  const close = () => {
    if (open) history.back();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') keepWithin(place, event);
  };
  addEventListener('popstate', putAway);
  document.addEventListener('keydown', keys);
  return { show: (content) => root.render(content), close };
}

/** Browsers without `inert` would tab into the page behind. */
function keepWithin(place: HTMLElement, event: KeyboardEvent): void {
  const reachable = [...place.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), textarea, [tabindex="0"]')];
  const [first] = reachable;
  const last = reachable[reachable.length - 1];
  const from = document.activeElement;
  if (!first || !last) return;
  if (event.shiftKey && (from === first || !place.contains(from))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (from === last || !place.contains(from))) {
    event.preventDefault();
    first.focus();
  }
}
