/** The round steps of an axis from 0 to at least the greatest value, four or five of them. */
export function axisSteps(greatest: number): number[] {
  if (greatest <= 0) return [0, 1];
  const rough = greatest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough && Number.isInteger(candidate)) ?? 1,
  );
  return Array.from({ length: Math.ceil(greatest / step) + 1 }, (_, index) => index * step);
}

/** Which of many labels along the bottom are shown at all, and which only where there is room. */
export function labelShown(index: number, count: number): 'always' | 'wide' | 'never' {
  const step = Math.ceil(count / 8);
  if (index % step) return 'never';
  return index % (step * 2) ? 'wide' : 'always';
}

/** A share of a whole as an SVG percentage. */
export const percent = (part: number, whole = 1) => `${Math.round((part / whole) * 10_000) / 100}%`;
