import type { Flag, FlagKind } from './contract.ts';
import { areaCodeOf, type Group, isDate, kindOf, runsOf } from './number-rules.ts';

// The longest number we know (a card) and what may stand before it.
const MOST_DIGITS = 19;
const LEAST_DIGITS = 7;

/**
 * Looks for what may be somebody's number: mobile, landline, identity, bank card; also spaced, in full width, in Chinese
 * numerals, split by signs. Amounts, dates, numbers of documents and buildings are none. Linear in the length of the text.
 */
export function suspicions(text: string): Flag[] {
  return runsOf(text).flatMap((run) => apart(windowsOf(text, run)));
}

/** Neighbouring groups of a run, read as one number. */
interface Window {
  readonly run: readonly Group[];
  readonly from: number;
  readonly to: number;
  readonly digits: string;
}

function windowsOf(text: string, run: readonly Group[]): Flag[] {
  const found: Flag[] = [];
  const row = run.map(({ digits }) => digits).join('');
  let start = 0;
  for (let from = 0; from < run.length; from++) {
    let end = start;
    for (let to = from; to < run.length && end - start <= MOST_DIGITS; to++) {
      end += run[to]?.digits.length ?? 0;
      if (end - start < LEAST_DIGITS || end - start > MOST_DIGITS) continue;
      const kind = whatIs(text, { run, from, to, digits: row.slice(start, end) });
      if (kind) found.push({ kind, start: run[from]?.start ?? 0, end: run[to]?.end ?? 0 });
    }
    start += run[from]?.digits.length ?? 0;
  }
  return found;
}

/** Of readings that overlap the longer stays: +86 belongs to its number, a mobile's digits inside an identity number do not count. */
function apart(found: readonly Flag[]): Flag[] {
  const kept: Flag[] = [];
  for (const flag of found) {
    const last = kept.at(-1);
    if (!last || flag.start >= last.end) kept.push(flag);
    else if (flag.end - flag.start > last.end - last.start) kept[kept.length - 1] = flag;
  }
  return kept;
}

function whatIs(text: string, window: Window): FlagKind | undefined {
  const kind = kindOf(window.digits) ?? (isLocalNumber(window) && isCued(text, window) ? 'landline' : undefined);
  // Its check sign and its date speak for an identity number, however it is cut and whatever stands beside it.
  if (kind === undefined || (kind === 'identity' && window.digits.length === 18)) return kind;
  return standsAlone(text, window, kind) && !isMeasured(text, window) ? kind : undefined;
}

/** Digits that could be a number of a person must look like one number, not like a list or a date. */
function standsAlone(text: string, window: Window, kind: FlagKind): boolean {
  const { run, from, to } = window;
  const groups = run.slice(from, to + 1);
  const gaps = groups.slice(1).map(({ gap }) => gap);
  const signs = [...new Set(gaps)];
  // One unbroken row of digits, in whatever writings.
  if (signs.every((sign) => sign === '')) return true;
  const listed = signs.some((sign) => LISTING.test(sign));
  if (isUsual(kind, groups, signs, listed)) return true;
  if (isCued(text, window)) return true;
  return isApart(window, signs, listed) && (groups.every(isSingle) || !(listed || isDated(groups)));
}
const isSingle = ({ digits }: Group): boolean => digits.length === 1;

// Commas and the like make a list of it: prices, bus lines, doors.
const LISTING = /[、，,;；:：。\n]/;
/** As people usually cut these numbers. */
const USUAL: Readonly<Record<FlagKind, RegExp>> = {
  mobile: /^(2-|4-|1-)?(3-4-4|3-8|7-4|3-3-5|4-3-4|5-6|6-5|4-4-3)$|^(5|6|4)-4-4$/,
  landline: /^[34]-(8|7|4-4|3-4|4-3|2-2-2-2|2-3-3)$/,
  identity: /^(6-6-3|3-3-6-3|3-3-3-3-3)$/,
  bankCard: /^(4-){3,4}\d$/,
};
function isUsual(kind: FlagKind, groups: readonly Group[], signs: readonly string[], listed: boolean): boolean {
  const shape = groups.map(({ digits }) => digits.length).join('-');
  // Whoever wants to get round the machine writes 138、0013、8000.
  if (listed) return kind === 'mobile' && shape === '3-4-4' && signs.length === 1;
  if (!USUAL[kind].test(shape)) return false;
  if (kind === 'landline') return areaCodeOf(groups.map(({ digits }) => digits).join('')) === groups[0]?.digits;
  // 1500-1700 300: two amounts and a third, unless one sign joins all three.
  return !shape.endsWith('4-4-3') || signs.length === 1;
}

/** Cut in an unusual way, but from one edge of the run, or of a list in it, to another; or joined by a sign of its own. */
function isApart({ run, from, to }: Window, signs: readonly string[], listed: boolean): boolean {
  const before = run[from]?.gap ?? '';
  const after = run[to + 1]?.gap ?? '';
  if (signs.length === 1 && before !== signs[0] && after !== signs[0]) return true;
  const isEdge = (gap: string) => !listed && LISTING.test(gap);
  return (from === 0 || isEdge(before)) && (to === run.length - 1 || isEdge(after) || after === '');
}
function isDated([first, second]: readonly Group[]): boolean {
  if (!first || !second) return false;
  return isDate(first.digits) || (/^(19|20)\d\d$/.test(first.digits) && second.digits.length <= 2);
}

// What somebody writes before a number of a person.
const CUE =
  /(电话|手机|座机|固话|联系|致电|拨打|号码|微信|加我|热线|身份证|银行卡|卡号|tel|phone|mobile|call|wechat|vx|id)[^\p{L}\p{N}]{0,4}(\p{L}{0,3}[^\p{L}\p{N}]{0,4})?$/iu;
const CUE_REACH = 20;
/** Only for the first number after the word: what follows in the same run may be anything. */
const isCued = (text: string, { run, from }: Window): boolean => {
  const start = run[from]?.start ?? 0;
  return from === 0 && CUE.test(text.slice(Math.max(0, start - CUE_REACH), start));
};
/** 7 or 8 digits without an area code; a date after 电话 is none. */
function isLocalNumber({ run, from, to, digits }: Window): boolean {
  if (from > 0 || to < run.length - 1 || !/^[2-9]\d{6,7}$/.test(digits) || isDate(digits)) return false;
  return /^(8|7|4-4|3-4)$/.test(run.map((group) => group.digits.length).join('-'));
}

const UNIT = /^[\s多余来]{0,3}(元|块钱|万元|亿|圆|美元|美金|港币|人民币|平方|平米|㎡|m²|公里|千米|公斤|吨|度|%|％)/u;
const NUMBERED =
  /([¥￥$＄]|编号|单号|文号|案号|流水号|凭证号|索引号|证书号|合同号|发票号|受理号|备案号|批号|金额|共计|合计|总计|价款|总价)[:：为是\s]{0,3}$/u;
/** An amount of something, the decimals of one, or the number of a document. */
function isMeasured(text: string, { run, from, to }: Window): boolean {
  const [start, end] = [run[from]?.start ?? 0, run[to]?.end ?? 0];
  const after = run[to + 1];
  if (after && /^[.．]$/.test(after.gap) && after.digits.length <= 2) return true;
  return UNIT.test(text.slice(end, end + 8)) || NUMBERED.test(text.slice(Math.max(0, start - 8), start));
}
