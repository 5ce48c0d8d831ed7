import { useSyncExternalStore } from 'react';

let needed = false;
const listeners = new Set<() => void>();

/** Set by whatever call was answered 401; the frame then asks for a sign-in without leaving the screen. */
export const signInNeeded = {
  get: () => needed,
  set(value: boolean): void {
    if (needed === value) return;
    needed = value;
    for (const tell of listeners) tell();
  },
};
export const useSignInNeeded = (): boolean =>
  useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, signInNeeded.get);
