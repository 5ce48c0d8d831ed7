/** The second half of an id as 13 letters and digits: short enough to read out, too long to guess; ids of one table do not share it. */
export function shortCode(id: string): string {
  return BigInt(`0x${id.replaceAll('-', '').slice(16)}`)
    .toString(36)
    .padStart(13, '0');
}
export const shortAddress = (id: string): string => `/t/${shortCode(id)}`;

/** How the id ends that this code was made of. */
export function endOfId(code: string): string {
  const half = [...code].reduce((sum, letter) => sum * 36n + BigInt(Number.parseInt(letter, 36)), 0n);
  const hex = half.toString(16).padStart(16, '0');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}
