/** A made-up text with one number of a person in it, and where the number stands. */
export interface MadeUp {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly style: string;
}

/** Numbers that look random and are the same for one seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` cases in equal parts of every kind and style, none of them a number of anybody on purpose. */
export function madeUpCases(count: number, seed: number): MadeUp[] {
  const from = dice(random(seed));
  return Array.from({ length: count }, (_, i) => {
    const make = makers[i % makers.length] ?? mobile;
    const [name, write] = styles[Math.floor(i / makers.length) % styles.length] ?? plain;
    const number = write(make(from), from);
    const [before, after] = from.one(sentences);
    return { text: before + number + after, start: before.length, end: before.length + number.length, style: `${make.name} ${name}` };
  });
}

interface Dice {
  /** 0 to n − 1. */
  below(n: number): number;
  one<T>(of: readonly [T, ...T[]]): T;
  digits(n: number): string;
}
const dice = (next: () => number): Dice => {
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    one: (of) => of[below(of.length)] ?? of[0],
    digits: (n) => Array.from({ length: n }, () => below(10)).join(''),
  };
};

/** The groups in which it is spoken. */
type Maker = (from: Dice) => string[];
const mobile: Maker = (from) => [`1${3 + from.below(7)}${from.below(10)}`, from.digits(4), from.digits(4)];
const landline: Maker = (from) => [
  from.one(['010', '021', '0591', '0731', '0755', '0571', '0991', '0471']),
  `${2 + from.below(8)}${from.digits(3)}`,
  from.digits(4),
];
const identity: Maker = (from) => {
  const area = from.one(['110105', '350102', '430104', '510107', '650102']);
  const two = (n: number) => String(n).padStart(2, '0');
  const born = `${1940 + from.below(75)}${two(1 + from.below(12))}${two(1 + from.below(28))}`;
  const body = area + born + from.digits(3);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0);
  return [area, born, body.slice(14) + '10X98765432'.charAt(sum % 11)];
};
const oldIdentity: Maker = (from) => {
  const [area = '', born = '', rest = ''] = identity(from);
  return [area, born.slice(2), rest.slice(0, 3)];
};
const makers: readonly Maker[] = [mobile, mobile, landline, identity, mobile, oldIdentity, mobile, landline, mobile, identity];

const HAN = '零一二三四五六七八九';
const WIDE = '０１２３４５６７８９';
const inScript = (digits: string, script: string, from: Dice): string =>
  [...digits]
    .map((digit) =>
      digit === 'X' ? digit : digit === '1' && script === HAN && from.below(3) === 0 ? '幺' : (script[Number(digit)] ?? digit),
    )
    .join('');
const mixedScript = (digits: string, from: Dice): string =>
  [...digits].map((digit) => inScript(digit, from.one(['0123456789', '0123456789', HAN, WIDE]), from)).join('');
/** Cut where nobody would cut it, into pieces of one to four digits. */
const cutAnywhere = (digits: string, from: Dice): string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < digits.length; ) {
    const length = 1 + from.below(4);
    pieces.push(digits.slice(at, at + length));
    at += length;
  }
  return pieces;
};
const SIGNS = ['-', '－', '—', '.', '·', '/', '_', '~', '*', '+', '|', '#', '★', '…', '  ', '\u3000', '\u200b', ' - '] as const;
const joined = (pieces: readonly string[], sign: () => string): string => pieces.reduce((whole, piece) => whole + sign() + piece);

type Style = readonly [name: string, write: (groups: readonly string[], from: Dice) => string];
const plain: Style = ['plain', (groups) => groups.join('')];
const styles: readonly Style[] = [
  plain,
  ['spaced', (groups) => groups.join(' ')],
  ['spaced sign by sign', (groups) => [...groups.join('')].join(' ')],
  ['full width', (groups, from) => inScript(groups.join(''), WIDE, from)],
  ['full width, spaced', (groups, from) => groups.map((group) => inScript(group, WIDE, from)).join('\u3000')],
  ['Chinese numerals', (groups, from) => inScript(groups.join(''), HAN, from)],
  ['Chinese numerals, spaced', (groups, from) => groups.map((group) => inScript(group, HAN, from)).join(' ')],
  ['mixed writings', (groups, from) => mixedScript(groups.join(''), from)],
  [
    'mixed writings and signs',
    (groups, from) =>
      joined(
        groups.map((group) => mixedScript(group, from)),
        () => from.one(SIGNS),
      ),
  ],
  ['joined by one sign', (groups, from) => groups.join(from.one(SIGNS))],
  ['joined by a list sign', (groups, from) => groups.join(groups[0]?.length === 3 ? from.one(['、', '，', ',', '；']) : '-')],
  ['split anywhere by one sign', (groups, from) => cutAnywhere(groups.join(''), from).join(from.one(SIGNS))],
  ['split anywhere by many signs', (groups, from) => joined(cutAnywhere(groups.join(''), from), () => from.one(SIGNS))],
  ['in brackets', (groups) => `（${groups[0]}）${groups.slice(1).join('-')}`],
];

const sentences: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['我孩子的班主任电话', '，可以去核实。'],
  ['请联系', '一定能找到我'],
  ['他说有事打', '就行，谢谢领导。'],
  ['我是三村的老陈，', '。'],
  ['当事人身份信息：', '，请查处。'],
  ['2019年3月1日上午9:30，我在2栋1203室遇到他（', '）。'],
  ['费用共计3200元，收款人', ' 王某'],
  ['', ' 请回复'],
  ['望尽快解决！', ''],
  ['微信同号', '加我进群'],
];
