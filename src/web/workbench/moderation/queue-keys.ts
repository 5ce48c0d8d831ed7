import { useEffect, useRef } from 'react';
import { isTextField, isTyping } from '../frame/keys.ts';

export interface QueueKeys {
  /** A, R, H: what they mean depends on what is offered. */
  readonly letter: (letter: 'a' | 'r' | 'h') => void;
  readonly move: (by: 1 | -1) => void;
  readonly digit: (digit: number) => void;
  readonly undo: () => void;
  readonly help: () => void;
  /** Ctrl+Enter in a text field. */
  readonly send: () => void;
}

/** The keys of the queue, wherever the focus is; inside a text field only Ctrl+Enter and Esc. */
export function useQueueKeys(keys: QueueKeys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const does = actOf(event, newest.current);
      if (!does) return;
      event.preventDefault();
      does();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

function actOf(event: KeyboardEvent, keys: QueueKeys): (() => void) | undefined {
  const { key, target } = event;
  if (target instanceof Element && isTextField(target) && target.closest('[role="dialog"]') === null) {
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) return keys.send;
    if (key === 'Escape' && target instanceof HTMLElement) return () => target.blur();
  }
  if (isTyping(event) || event.repeat) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'a' || letter === 'r' || letter === 'h') return () => keys.letter(letter);
  if (letter === 'j') return () => keys.move(1);
  if (letter === 'k') return () => keys.move(-1);
  if (letter === 'z') return keys.undo;
  if (key === '?' || key === '？') return keys.help;
  return /^[1-9]$/.test(key) ? () => keys.digit(Number(key)) : undefined;
}
