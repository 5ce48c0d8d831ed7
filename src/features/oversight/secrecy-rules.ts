import { Refusal } from '../../kit/refusal.ts';

// GB/T 9704: 密级 stands at the head of a document, with ★ and a term where there is one: 绝密★1年, 机　密, 【秘密】, 密级：机密.
const GRADE = String.raw`(?:绝\s*密|机\s*密|秘\s*密)`;
const TERM = String.raw`(?:\s*(?:[\d一二三四五六七八九十]+\s*(?:年|个月)|长期))?`;
/** Anywhere: a star behind a grade is nothing but a mark. */
const starred = new RegExp(`${GRADE}\\s*★`, 'u');
/** A line of its own that says nothing but the grade. */
const alone = new RegExp(String.raw`^[\s【\[(《<*#]*${GRADE}${TERM}[\s】\])》>*。!]*$`, 'u');
const named = new RegExp(String.raw`^[\s【\[(*#]*密\s*级\s*[:为]\s*${GRADE}`, 'u');
/** 内部资料 注意保密, 内部文件，严禁外传: the marks of papers that are no state secret and do not belong on the net either. */
const internal = /(?:内部|涉密)(?:资料|文件|材料|刊物|信息)\s*[,、:;!。\-—*·()]*\s*(?:请?注意保密|严格保密|严禁外传|不得外传|请勿外传)/u;
/** How many lines count as the head of a text. */
const HEAD = 3;

/** The mark by which a text calls itself classified, as it is written; null: none. Words inside sentences are no marks. */
export function classificationMark(text: string): string | null {
  // Full-width signs and spaces as their plain forms.
  const plain = text.normalize('NFKC');
  const lines = plain.split(/\r?\n/u).filter((line) => line.trim() !== '');
  const headed = lines.slice(0, HEAD).find((line) => line.length < 40 && (alone.test(line) || named.test(line)));
  const found = starred.exec(plain)?.[0] ?? headed ?? internal.exec(plain)?.[0];
  return found === undefined ? null : [...found.trim()].slice(0, 20).join('');
}

/** 严禁处理涉密信息: what calls itself classified is not taken in; the one who wrote it keeps the text and learns what to do. */
export function refuseClassified(...texts: readonly string[]): void {
  for (const text of texts) {
    const mark = classificationMark(text);
    if (mark !== null) throw new Refusal('classified', 409, { mark });
  }
}
