import { readdirSync, readFileSync } from 'node:fs';
import { type Node, parse } from 'acorn';
import { expect, test } from 'vitest';

/** What Chrome 86 and Safari 13 would not parse, though the parser of this test does (import() and import.meta they know). */
const tooNew: Readonly<Record<string, (node: Node) => boolean>> = {
  ChainExpression: () => true,
  LogicalExpression: (node) => Reflect.get(node, 'operator') === '??',
  Literal: (node) => Reflect.has(node, 'bigint'),
};
/** What they parse and do not have. */
const missing =
  /\bstructuredClone\b|\.at\(|\.replaceAll\(|\.replaceChildren\(|\.findLast|\.toSorted\(|Object\.(hasOwn|groupBy|fromEntries)\b|Promise\.(any|withResolvers)|randomUUID|\.isWellFormed\(|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;

function* nodes(found: unknown): Generator<Node> {
  if (Array.isArray(found)) for (const one of found) yield* nodes(one);
  else if (found && typeof found === 'object') {
    if ('type' in found && 'start' in found) yield found as Node;
    for (const value of Object.values(found)) if (value && typeof value === 'object') yield* nodes(value);
  }
}
const scripts = readdirSync('dist/public').filter((name) => name.endsWith('.js'));

test('the scripts of public pages were built', () => expect(scripts.length).toBeGreaterThan(6));

test.each(scripts)('%s is understood by Chrome 86 and Safari 13', (name) => {
  const code = readFileSync(`dist/public/${name}`, 'utf8');
  const found = [...nodes(parse(code, { ecmaVersion: 2020, sourceType: 'module' }))].filter((node) => tooNew[node.type]?.(node));
  expect(found.map(({ start, end }) => code.slice(start, Math.min(end, start + 60)))).toEqual([]);
  expect(
    code.match(missing)?.map((_, i) => code.slice(Math.max(0, code.search(missing) - 30), code.search(missing) + 30 + i)),
  ).toBeUndefined();
});
