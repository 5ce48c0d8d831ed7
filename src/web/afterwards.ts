import { toast } from './toast.ts';

// A line that is said on the page that follows, when a script and not a form led there.
const NAME = 'heyi.said';

export function sayNext(sentence: string): void {
  try {
    sessionStorage.setItem(NAME, sentence);
  } catch {
    // Then the page speaks for itself.
  }
}
export function sayNow(): void {
  try {
    const sentence = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    if (sentence !== null) toast(sentence);
  } catch {
    // Nothing was stored.
  }
}

/** Opens an address even when it differs from this one only after the #. */
export function goTo(address: string): void {
  const target = new URL(address, location.href);
  const same = target.pathname === location.pathname && target.search === location.search;
  location.href = target.href;
  if (same) location.reload();
}
