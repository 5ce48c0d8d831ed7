import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sabotage, sabotages } from '../sabotage/list.ts';

// Each hole is re-created in a copy of the project; the tests that guard it must turn red. A test that stays green guards nothing.
// Words: the holes to make, by their ids; without any, all of them.
const PARTS = ['src', 'test', 'migrations', 'seeds', 'docs', 'dist', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'GLOSSARY.md'];
const only = process.argv.slice(2);
const waiting = sabotages.filter(({ id }) => only.length === 0 || only.includes(id));
const chosen = waiting.length;

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly title: string }[] }[];
}
interface Outcome {
  readonly failed: number;
  readonly passed: number;
  readonly firstFailed: string;
}
const NOTHING: Outcome = { failed: 0, passed: 0, firstFailed: '' };

function copied(): string {
  const copy = mkdtempSync(join(tmpdir(), 'heyi-sabotage-'));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const part of PARTS) if (existsSync(part)) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Runs the named tests in a copy; `bail` ends at the first that fails. On this Node, whatever the shell would find. */
async function run(copy: string, [project, file, name]: Sabotage['noticed'], bail: 0 | 1): Promise<Outcome> {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const which = ['run', '--project', project, file, ...(name === undefined ? [] : ['-t', name])];
  const words = [...which, '--reporter=json', `--outputFile=${report}`, `--bail=${bail}`];
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...words], { cwd: copy, stdio: 'ignore', timeout: 900_000 });
  await once(child, 'exit');
  if (!existsSync(report)) return NOTHING;
  const { numFailedTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const first = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed');
  return { failed: numFailedTests, passed: numPassedTests, firstFailed: first?.title ?? '' };
}

let passed = 0;
let failed = 0;
function tell(good: boolean, line: string): void {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${passed + failed}/${chosen} ${line}`);
}

/** What tests say of the sound project, asked once each. */
const sound = new Map<string, Promise<Outcome>>();
function soundly(copy: string, noticed: Sabotage['noticed']): Promise<Outcome> {
  const key = noticed.join(' ');
  const known = sound.get(key) ?? run(copy, noticed, 0);
  sound.set(key, known);
  return known;
}

async function make(copy: string, { id, what, file, find, put, noticed }: Sabotage): Promise<void> {
  const before = await soundly(copy, noticed);
  if (before.failed > 0 || before.passed === 0)
    return tell(false, `${id} ${what}: its tests are not green without it (${before.passed} passed, ${before.failed} failed)`);
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const stands = text.split(find).length - 1;
  if (stands !== 1) return tell(false, `${id} ${what}: the line to break stands ${stands} times in ${file}`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
  const after = await run(copy, noticed, 1);
  writeFileSync(path, text);
  tell(after.failed > 0, `${id} ${what}: ${after.failed > 0 ? `noticed by “${after.firstFailed}”` : 'nobody noticed'}`);
}

// As many copies as processors, each with one hole at a time.
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), chosen) }, async () => {
    const copy = copied();
    for (let next = waiting.shift(); next; next = waiting.shift()) await make(copy, next);
  }),
);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
