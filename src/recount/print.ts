import type { Line } from './compare.ts';
import type { Report, TopicReport } from './recount.ts';
import type { Seen } from './self-test.ts';

// Ideographs and their punctuation take two columns on a terminal.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const width = (text: string): number => [...text].reduce((all, one) => all + (WIDE.test(one) ? 2 : 1), 0);
const left = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
const right = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text;
const count = (n: number): string => n.toLocaleString('en');

/** Rows of cells as lines of even columns; numbers to the right. */
function table(rows: readonly (readonly string[])[], numeric: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  return rows.map((row) =>
    row
      .map((text, i) => (numeric.includes(i) ? right(text, widths[i] ?? 0) : left(text, widths[i] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
}

/** The whole report for people. */
export function inWords({ agrees, facts, counted, house, topics }: Report): string {
  const differing = topics.filter(({ differences }) => differences > 0).length;
  const close = agrees
    ? `一致：${count(topics.length)} 个议题，${count(facts)} 条事实`
    : `不一致：${differing > 0 ? `${count(differing)} 个议题有不同` : '事实的位置不连续'}，请保留现场并联系开发者`;
  return [
    `统计已计到第 ${count(counted)} 条事实`,
    ...table([head, ...house.map(row)], [1, 2]),
    ...house.flatMap(examples),
    ...topics.flatMap(topicInWords),
    '',
    close,
  ].join('\n');
}

const head = ['项目', '复算', '统计显示', '结果'];
const row = ({ name, own, shown, differences }: Line) => [
  name,
  count(own),
  count(shown),
  differences === 0 ? '一致' : `不同 ${count(differences)} 处`,
];
const examples = (line: Line) => line.examples.map((example) => `    ${line.name}　${example}`);

function topicInWords({ id, title, lines, differences }: TopicReport): string[] {
  return [
    '',
    `议题 ${title}　${id}`,
    ...table([head, ...lines.map(row)], [1, 2]),
    differences === 0 ? '由事实与原始日志复算，与统计一致' : `有 ${count(differences)} 项不同：`,
    ...lines.flatMap((line) => (line.differences > 0 ? examples(line) : [])),
  ];
}

export function seenInWords(seen: readonly Seen[], sharp: boolean): string {
  const result = ({ done, reported }: Seen) => (!done ? '没有可破坏的' : reported.length === 0 ? '没有发现' : '已发现');
  const tried = seen.filter(({ done }) => done);
  const missed = tried.filter(({ reported }) => reported.length === 0).length;
  return [
    ...table([['破坏', '结果', '报告的项目'], ...seen.map((one) => [one.name, result(one), one.reported.join('、')])], []),
    '',
    sharp
      ? `自检通过：做了 ${tried.length} 种破坏，全部发现，都已还原`
      : missed > 0
        ? `自检没有通过：${missed} 种破坏没有发现`
        : `自检不完整：这个议题的数据太少，只能做 ${tried.length} 种破坏`,
  ].join('\n');
}
