import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Tokens = Readonly<Record<string, string>>;

/** The colours of one rule of the token file, over those it builds on. */
function tokens(selector: string, over: Tokens = {}): Tokens {
  const sheet = readFileSync('src/web/ui/tokens.css', 'utf8');
  const start = sheet.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no rule ${selector}`);
  const rule = sheet.slice(start, sheet.indexOf('}', start));
  return {
    ...over,
    ...Object.fromEntries([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value])),
  };
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(set: Tokens, front: string, ground: string): number {
  const [a, b] = [set[front], set[ground]];
  if (!a || !b) throw new Error(`no token ${a ? ground : front}`);
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return Math.round((((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)) * 10) / 10;
}

const normal = tokens(':root');
const care = tokens('[data-look="care"]', normal);
const dark = tokens('[data-theme="dark"]', normal);
const careDark = tokens('[data-theme="dark"][data-look="care"]', { ...care, ...dark });

// The figures of LOOK, to the decimal: a changed token shows here first.
describe.each([
  [
    'normal',
    normal,
    { ink: 17.5, 'ink-2': 7.8, 'ink-3': 5.5, control: 3.9, deep: 9.1, link: 8.7, ok: 6.5, warn: 5.9, bad: 6.5, 'chart-public': 3.2 },
  ],
  ['care', care, { ink: 21, 'ink-2': 12.1, 'ink-3': 12.1, control: 7.2, deep: 9.1, link: 11, ok: 9.1, warn: 8.7, bad: 9.1 }],
  [
    'dark',
    dark,
    { ink: 14.9, 'ink-2': 8.5, 'ink-3': 5.1, control: 3.6, deep: 8.5, link: 8.6, ok: 8.8, warn: 9.4, bad: 8.5, 'chart-public': 5.1 },
  ],
] as const)('on the surface of the set %s', (_, set, figures) => {
  test.each(Object.entries(figures))('%s has contrast %d', (name, figure) => {
    expect(contrast(set, name, 'sheet')).toBeCloseTo(figure, 1);
  });
});

describe.each([
  ['normal', normal, 4.5],
  ['care', care, 7],
  ['dark', dark, 4.5],
  ['care in the dark', careDark, 7],
] as const)('the set %s is readable', (_, set, least) => {
  test.each([
    ['ink', 'paper'],
    ['ink', 'sunk'],
    ['ink-2', 'sheet'],
    ['ink-2', 'sunk'],
    ['ink-3', 'sheet'],
    ['ink-3', 'paper'],
    ['deep', 'sheet'],
    ['link', 'sheet'],
    ['link', 'paper'],
    ['bad', 'sheet'],
    ['on-red', 'red'],
    ['on-red', 'red-pressed'],
    ['on-red', 'hero'],
    ['gold', 'hero'],
    ['on-toast', 'toast'],
    ['toast-act', 'toast'],
  ])('%s on %s', (front, ground) => {
    expect(contrast(set, front, ground)).toBeGreaterThanOrEqual(least);
  });
  test.each([
    ['deep', 'wash-red'],
    ['bad', 'wash-red'],
    ['link', 'wash-link'],
    ['ok', 'wash-ok'],
    ['warn', 'wash-warn'],
    ['on-red-2', 'hero'],
  ])('%s on %s', (front, ground) => {
    expect(contrast(set, front, ground)).toBeGreaterThanOrEqual(least);
  });
  test('borders of controls stand out from their ground', () => {
    expect(contrast(set, 'control', 'sheet')).toBeGreaterThanOrEqual(3);
    expect(contrast(set, 'chart-public', 'sheet')).toBeGreaterThanOrEqual(3);
    expect(contrast(set, 'rail-on-red', 'hero')).toBeGreaterThanOrEqual(3);
  });
});

test('the dark set stands twice and both say the same', () => {
  const { 'on-red': _, ...forced } = dark;
  const followed = tokens(':root:not([data-theme="light"])', normal);
  for (const [name, value] of Object.entries(forced)) expect([name, followed[name]]).toEqual([name, value]);
  expect(tokens(':root[data-look="care"]:not([data-theme="light"])')).toEqual(tokens('[data-theme="dark"][data-look="care"]'));
});
