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
export const goTo = (address: string): void => leave(address, (href) => location.assign(href));

/** As `goTo`, in place of this page: what is over is not led back to. */
export const goOn = (address: string): void => leave(address, (href) => location.replace(href));

function leave(address: string, by: (href: string) => void): void {
  const target = new URL(address, location.href);
  const same = target.pathname === location.pathname && target.search === location.search;
  by(target.href);
  if (same) location.reload();
}
