import type { Screen } from './screens.ts';

const cell = ({ name, caption }: Screen) => `![${caption}](pictures/${name}.png)`;
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(screens: readonly Screen[], columns: number): string[] {
  const rows: string[] = [];
  for (let from = 0; from < screens.length; from += columns) {
    const row = screens.slice(from, from + columns);
    const pad = Array.from({ length: columns - row.length }, () => '');
    const captions = line([...row.map(({ caption }) => caption), ...pad]);
    rows.push(...(from === 0 ? [captions, line(Array.from({ length: columns }, () => '---'))] : [captions]));
    rows.push(line([...row.map(cell), ...pad]));
  }
  return rows;
}

/** The page of the guide that shows every screen once. */
export function gallery(screens: readonly Screen[]): string {
  const chinese = screens.filter(({ lang }) => lang === undefined);
  return [
    '# 每一个页面 · Every screen',
    '',
    '由 `bin/pictures` 从一次性的演示安装里拍下来，这一页也由它写成。图中的机构、人物和内容都是虚构的。',
    'Taken by `bin/pictures` from a throw-away demo, as is this page. Bodies, people and texts are invented.',
    '',
    '## 手机上 · On a phone',
    ...table(
      chinese.filter(({ size }) => size === 'phone'),
      3,
    ),
    '',
    '## 电脑上 · On a computer',
    ...table(
      chinese.filter(({ size }) => size === 'desk'),
      2,
    ),
    '',
    '## English',
    ...table(
      screens.filter(({ lang }) => lang === 'en'),
      3,
    ),
    '',
  ].join('\n');
}
