import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const sources = globSync('src/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file));
const textOf = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));
const importsOf = (file: string) =>
  [
    ...(textOf.get(file) ?? '').matchAll(
      /(?:^|\n)\s*(?:import|export)[^;'"]*?from\s*['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
  ]
    .map((found) => found[1] ?? found[2] ?? found[3] ?? '')
    .map((to) => (to.startsWith('.') ? join(dirname(file), to) : to));
const feature = (file: string) => file.match(/^src\/features\/([^/]+)/)?.[1];
const role = (file: string) => (file.split('/').at(-1) ?? '').replace(/\.tsx?$/, '');
/** `store`, `post-store` and `material-store` have the same role. */
const is = (file: string, ...roles: string[]) => roles.some((one) => role(file) === one || role(file).endsWith(`-${one}`));
const outside = (to: string) => !to.startsWith('src/') && !to.startsWith('node:');
const isContract = (to: string) => is(to, 'contract');
const isPure = (to: string) => is(to, 'contract', 'rules', 'lifecycle');
const isFace = (to: string) => ['index', 'registry'].includes(role(to)) || isContract(to);
const inWeb = (to: string) => /^src\/web\/|^src\/features\/[^/]+\/web\//.test(to);
const pureKit = ['src/kit/lifecycle.ts', 'src/kit/refusal.ts', 'src/kit/text.ts'];

/** What a file may import, by where it lies and what it is (DESIGN §3); the first row that fits decides. */
const rows: readonly { name: string; from: (file: string) => boolean; may: (to: string, from: string) => boolean }[] = [
  { name: 'kit', from: (f) => f.startsWith('src/kit/'), may: (to) => !to.startsWith('src/') || to.startsWith('src/kit/') },
  { name: 'config', from: (f) => f.startsWith('src/config/'), may: (to) => !to.startsWith('src/') || to.startsWith('src/config/') },
  {
    name: 'contract',
    from: (f) => !!feature(f) && isContract(f),
    may: (to) => to === 'typebox' || to === 'src/kit/endpoint.ts' || isContract(to),
  },
  {
    name: 'rules and lifecycle',
    from: (f) => !!feature(f) && is(f, 'rules', 'lifecycle'),
    may: (to) => isPure(to) || pureKit.includes(to) || /holidays/.test(to),
  },
  { name: 'words', from: (f) => f.startsWith('src/web/words/'), may: (to) => to.startsWith('src/web/words/') },
  {
    name: 'ui',
    from: (f) => f.startsWith('src/web/ui/'),
    may: (to) => outside(to) || to.startsWith('src/web/ui/') || to.startsWith('src/web/words/'),
  },
  {
    name: 'web',
    from: inWeb,
    may: (to) =>
      outside(to) ||
      to.startsWith('node:stream') ||
      inWeb(to) ||
      isPure(to) ||
      ['src/kit/endpoint.ts', 'src/kit/text.ts', 'src/kit/change.ts'].includes(to),
  },
  {
    name: 'store',
    from: (f) => !!feature(f) && is(f, 'store'),
    may: (to, from) => outside(to) || to.startsWith('src/kit/') || (feature(to) === feature(from) && isPure(to)) || role(to) === 'registry',
  },
  {
    name: 'pages',
    from: (f) => !!feature(f) && is(f, 'pages'),
    may: (to, from) =>
      outside(to) ||
      to.startsWith('src/kit/') ||
      feature(to) === feature(from) ||
      isFace(to) ||
      to.startsWith('src/web/') ||
      to.startsWith('node:'),
  },
  {
    name: 'feature',
    from: (f) => !!feature(f),
    may: (to, from) =>
      !to.startsWith('src/') || to.startsWith('src/kit/') || feature(to) === feature(from) || isFace(to) || to.startsWith('src/web/words/'),
  },
];

test('every import keeps the house rules', () => {
  expect(sources.length).toBeGreaterThan(60);
  const broken = sources.flatMap((from) => {
    const row = rows.find((one) => one.from(from));
    return row
      ? importsOf(from)
          .filter((to) => !row.may(to, from))
          .map((to) => `${row.name}: ${from} → ${to}`)
      : [];
  });
  expect(broken).toEqual([]);
});

test('what depends on others is not depended on', () => {
  const leaves = ['statistics', 'notices'];
  const broken = sources.flatMap((from) =>
    importsOf(from)
      .filter(
        (to) =>
          feature(from) && feature(from) !== feature(to) && leaves.includes(feature(to) ?? '') && !isContract(to) && !is(from, 'pages'),
      )
      .map((to) => `${from} → ${to}`),
  );
  expect(broken).toEqual([]);
});

test('no circles', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const to of importsOf(file)) if (to.startsWith('src/')) visit(to, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of sources) visit(file, []);
  expect(circles).toEqual([]);
});

test('kit is small and has no word of the field', () => {
  const kit = sources.filter((file) => file.startsWith('src/kit/'));
  expect(kit.length).toBeGreaterThan(10);
  expect(kit.length).toBeLessThanOrEqual(20);
  const field =
    /\b(members?|memberships?|netizens?|committees?|sectors?|topics?|moderat\w+|deliberat\w+|editors?|clerks?|viewpoints?|suggestions?|proposals?|activation|wechat|sms)\b|[委议政审提案网友]/iu;
  expect(found(kit, field)).toEqual([]);
});

const lines = (file: string) => (textOf.get(file) ?? '').split('\n');
const found = (files: string[], pattern: RegExp, but: RegExp = /$^/) =>
  files.flatMap((file) =>
    lines(file).flatMap((line, i) => (pattern.test(line) && !but.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  );

test('time comes from kit/clock alone, and SQL has no clock of its own', () => {
  const server = sources.filter((file) => file !== 'src/kit/clock.ts' && !inWeb(file));
  expect(found(server, /\bDate\.now\(|\bnew Date\(\)|performance\.now\(/)).toEqual([]);
  const sql = [...sources, ...globSync('migrations/*.sql')];
  for (const file of globSync('migrations/*.sql')) textOf.set(file, readFileSync(file, 'utf8'));
  expect(
    found(sql, /\b(now\(\)|current_date|current_timestamp|clock_timestamp|localtime)\b/i, /clock\.now\(\)|\.now\(\)|(\/\/|\*|--) /),
  ).toEqual([]);
});

test('SQL stands in stores and kit only', () => {
  const others = sources.filter((file) => feature(file) && !is(file, 'store'));
  expect(found(others, /\bsql`|\bsql</)).toEqual([]);
});

test('a store touches its own tables and the published views of others', () => {
  const owner = new Map<string, string>();
  for (const [file, name] of [
    ['0002-people.sql', 'people'],
    ['0003-deliberations.sql', 'deliberations'],
    ['0004-moderation.sql', 'moderation'],
    ['0005-notices.sql', 'notices'],
    ['0006-statistics.sql', 'statistics'],
    ['0008-roster.sql', 'roster'],
    ['0007-organisations.sql', 'people'],
    ['0013-privacy.sql', 'privacy'],
    ['0009-access.sql', 'access'],
    ['0012-oversight.sql', 'oversight'],
    ['0017-provider.sql', 'provider'],
    ['0018-account-changes.sql', 'people'],
  ] as const)
    for (const [, table] of readFileSync(`migrations/${file}`, 'utf8').matchAll(/create table (?:if not exists )?(\w+)/g))
      owner.set(table ?? '', name);
  const stores = sources.filter((file) => feature(file) && is(file, 'store') && !['demo', 'desk'].includes(feature(file) ?? ''));
  const broken = stores.flatMap((file) =>
    [...(textOf.get(file) ?? '').matchAll(/\b(?:from|join|into|update|delete from)\s+([a-z_]+)\b/g)]
      .map(([, table]) => table ?? '')
      .filter((table) => owner.has(table) && owner.get(table) !== feature(file))
      .map((table) => `${file} → ${table} of ${owner.get(table)}`),
  );
  expect(owner.size).toBeGreaterThan(15);
  expect([...new Set(broken)]).toEqual([]);
});

test('no query is left without await', () => {
  // Biome's floating-promise rule does not see Kysely's builders.
  // What follows an arrow is returned.
  const returned = (file: string, i: number) => lines(file)[i - 1]?.trimEnd().endsWith('=>') ?? false;
  const begun = sources.flatMap((file) =>
    lines(file).flatMap((line, i) => (/^\s*(db|tx|sql)\b.*\.execute\w*\(/.test(line) && !returned(file, i) ? [`${file}:${i + 1}`] : [])),
  );
  expect(begun).toEqual([]);
});

test('colours and sizes stand in src/web/ui alone', () => {
  const others = sources.filter((file) => inWeb(file) && !file.startsWith('src/web/ui/'));
  expect(found(others, /style=\{|#[0-9a-f]{6}\b/i)).toEqual([]);
});

test('files are short', () => {
  const long = sources
    .filter((file) => !file.includes('/words/') && lines(file).length > 301)
    .map((file) => `${file} ${lines(file).length}`);
  expect(long).toEqual([]);
});

/** Longer than a reader keeps in mind, from before this was looked at: a row goes when its function is split, none is added. */
const long: readonly string[] = [];
test('functions are short', () => {
  // A function whose whole body is a table (an object or a list) is data; each function in it is looked at by itself.
  const isTable = ({ type, body }: Shape) =>
    type === 'ArrowFunctionExpression' && /^(Object|Array)Expression$/.test((body?.expression ?? body)?.type ?? '');
  const longer = sources.flatMap((file) => {
    const text = textOf.get(file) ?? '';
    return functionsIn(parseSync(file, text).program).flatMap(({ name, node }) => {
      const length = text.slice(node.start, node.end).split('\n').length;
      return length > 40 && !isTable(node) ? [`${file} ${name}`] : [];
    });
  });
  expect(longer.filter((one) => !long.includes(one))).toEqual([]);
  expect(long.filter((one) => !longer.includes(one))).toEqual([]);
});

interface Shape {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
  readonly id?: Shape;
  readonly key?: Shape;
  readonly body?: Shape;
  readonly expression?: Shape;
}
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && 'type' in value;
/** Every function of a file, by the name that it or its holder has. */
function functionsIn(program: unknown): { name: string; node: Shape }[] {
  const functions: { name: string; node: Shape }[] = [];
  const visit = (value: unknown, holder: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, holder);
    if (!isShape(value)) return;
    const name = value.id?.name ?? value.key?.name ?? holder;
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(value.type)) functions.push({ name, node: value });
    for (const inner of Object.values(value)) visit(inner, name);
  };
  visit(program, '');
  return functions;
}
