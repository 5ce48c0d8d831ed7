import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { myDataPage as said } from '../../web/words/zh/my-data-page.ts';
import type { Exportable } from './registry.ts';
import { type Packed, zip } from './zip.ts';

export const packedFile = (folder: string, id: string): string => join(folder, `${id}.zip`);

/** Packs everything that the registry hands over of one person; the file has its name only when it is whole. @returns its size. */
export async function pack(
  house: House,
  exportable: readonly Exportable[],
  folder: string,
  e: { id: string; personId: string },
): Promise<number> {
  const half = `${packedFile(folder, newId())}.part`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await pipeline(zip(contents(house, exportable, e.personId), house.clock.now()), createWriteStream(half, { mode: 0o600, flush: true }));
    const { size } = await stat(half);
    await rename(half, packedFile(folder, e.id));
    return size;
  } finally {
    await rm(half, { force: true });
  }
}

async function* contents(house: House, exportable: readonly Exportable[], personId: string): AsyncGenerator<Packed> {
  const sections: string[] = [];
  for (const entry of exportable)
    for await (const one of entry.of(house.db, house, personId)) {
      if ('content' in one) yield { name: one.file, content: one.content };
      else {
        const text = JSON.stringify(one.json, null, 2);
        sections.push(section(one.file, one.json));
        yield { name: one.file, content: () => once(text) };
      }
    }
  yield { name: 'index.html', content: () => once(pageOf(house, sections)) };
}
async function* once(text: string) {
  yield text;
}

/** How many rows each kind of data has: what is shown before anything is packed. */
export async function heldOf(house: House, exportable: readonly Exportable[], personId: string) {
  const held: { kind: string; file: string; count: number }[] = [];
  for (const entry of exportable)
    for await (const one of entry.of(house.db, house, personId)) {
      if ('content' in one) continue;
      const [, base = ''] = /^(.*?)(?:-\d+)?\.json$/.exec(one.file) ?? [];
      const known = held.find(({ file }) => file === base);
      const count = countOf(one.json);
      if (known) known.count += count;
      else held.push({ kind: entry.name, file: base, count });
    }
  return held;
}
const countOf = (json: unknown): number => {
  if (Array.isArray(json)) return json.length;
  if (typeof json !== 'object' || json === null) return 0;
  const lists = Object.values(json).filter(Array.isArray);
  return lists.length > 0 ? lists.reduce((all, list) => all + list.length, 0) : 1;
};

// The readable page: no script, nothing loaded from anywhere.
function pageOf(house: House, sections: readonly string[]): string {
  const at = house.clock.now().toLocaleString('zh-CN', { timeZone: house.zone });
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${said.title}</title>
<style>body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.3rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap;word-break:break-word}h2{margin-top:2rem}</style></head>
<body><h1>${said.title}</h1><p>${escaped(said.lead(at))}</p>
${sections.join('\n')}
</body></html>
`;
}

function section(file: string, json: unknown): string {
  const [, base = ''] = /^(.*?)(?:-\d+)?\.json$/.exec(file) ?? [];
  const title = labelIn(said.files, base);
  return `<h2>${escaped(title)} <small>${escaped(file)}</small></h2>\n${shownOf(json)}`;
}
function shownOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (value instanceof Date) return escaped(value.toISOString());
  if (Array.isArray(value)) return listOf(value);
  if (typeof value === 'object') return rowsOf(Object.entries(value));
  if (typeof value === 'boolean') return value ? said.yes : said.no;
  return escaped(labelIn(said.values, String(value)));
}
function listOf(list: readonly unknown[]): string {
  if (list.length === 0) return `<p>${said.none}</p>`;
  const names = [...new Set(list.flatMap((row) => (typeof row === 'object' && row !== null ? Object.keys(row) : [])))];
  if (names.length === 0) return list.map(shownOf).join('、');
  const head = names.map((name) => `<th scope="col">${escaped(labelIn(said.fields, name))}</th>`).join('');
  const rows = list.map((row) => `<tr>${names.map((name) => `<td>${shownOf(Reflect.get(Object(row), name))}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
const rowsOf = (entries: readonly [string, unknown][]): string =>
  `<table>${entries.map(([name, value]) => `<tr><th scope="row">${escaped(labelIn(said.fields, name))}</th><td>${shownOf(value)}</td></tr>`).join('\n')}</table>`;
const labelIn = (labels: Readonly<Record<string, string>>, name: string): string => labels[name] ?? name;
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);
