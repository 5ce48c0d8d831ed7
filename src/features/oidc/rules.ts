/** A number of this country as people write it here: +86 138 0000 0000 → 13800000000; null for any other. */
export function mobileOf(said: unknown): string | null {
  if (typeof said !== 'string' || said.length > 40) return null;
  const digits = said.replace(/[\s()-]/g, '').replace(/^(\+|00)?86(?=1)/, '');
  return /^1\d{10}$/.test(digits) ? digits : null;
}
/** How long somebody has for signing in here before the directory must be asked again. */
export const SEEN_MINUTES = 30;
/** Signed in within this time, who sits there need not be proved again to link. */
export const FRESH_MINUTES = 10;
/** The house's own ways in, for who cannot come by the directory: staff on their way to the desk have a password. */
export function otherWays(next: string): string {
  // The offer to link names the end of the way behind itself.
  const end = new URLSearchParams(next.split('?')[1]).get('next') ?? next;
  return `/login?${new URLSearchParams({ way: /^\/desk(\/|$)/.test(end) ? 'password' : 'code', next })}`;
}
