/** The list with one thing a place up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const rest = list.filter((_, i) => i !== index);
  const place = Math.min(rest.length, Math.max(0, index + by));
  return [...rest.slice(0, place), ...list.slice(index, index + 1), ...rest.slice(place)];
}
