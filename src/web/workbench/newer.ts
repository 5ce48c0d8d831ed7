// The router's library uses these; the oldest office browsers (Chromium 86) lack them.
function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const from = Math.trunc(index) || 0;
  return this[from < 0 ? this.length + from : from];
}
const hasOwn = (thing: object, key: PropertyKey): boolean => Object.hasOwn(thing, key);

const lacking: readonly (readonly [object, string, unknown])[] = [
  [Array.prototype, 'at', at],
  [String.prototype, 'at', at],
  [Object, 'hasOwn', hasOwn],
];
for (const [kind, name, value] of lacking)
  if (!(name in kind)) Object.defineProperty(kind, name, { value, configurable: true, writable: true });
