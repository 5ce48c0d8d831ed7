import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sabotage, sabotages } from '../sabotage/list.ts';

// Each hole is re-created in a copy of the project; the tests that guard it must turn red. A test that stays green guards nothing.
const only = process.argv[2];
const chosen = sabotages.filter(({ id }) => only === undefined || id === only);
const copy = mkdtempSync(join(tmpdir(), 'heyi-sabotage-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const part of [
  'src',
  'test',
  'migrations',
  'seeds',
  'docs',
  'dist',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'GLOSSARY.md',
])
  if (existsSync(part)) cpSync(part, join(copy, part), { recursive: true });
symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));

interface Outcome {
  readonly failed: number;
  readonly passed: number;
}
function run([project, file, name]: Sabotage['noticed']): Outcome {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const words = [
    'run',
    '--project',
    project,
    file,
    '--reporter=json',
    `--outputFile=${report}`,
    ...(name === undefined ? [] : ['-t', name]),
  ];
  // On this Node, whatever the shell would find.
  spawnSync(process.execPath, [join(copy, 'node_modules/vitest/vitest.mjs'), ...words], { cwd: copy, stdio: 'ignore', timeout: 300_000 });
  if (!existsSync(report)) return { failed: 0, passed: 0 };
  const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as { numFailedTests: number; numPassedTests: number };
  return { failed: numFailedTests, passed: numPassedTests };
}

let passed = 0;
let failed = 0;
const tell = (good: boolean, line: string): void => {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${line}`);
};

const sound = new Map<string, Outcome>();
for (const sabotage of chosen) {
  const { id, what, file, find, put, noticed } = sabotage;
  const key = noticed.join(' ');
  if (!sound.has(key)) sound.set(key, run(noticed));
  const before = sound.get(key);
  if (!before || before.failed > 0 || before.passed === 0) {
    tell(false, `${id} ${what}: its tests are not green without it (${before?.passed} passed, ${before?.failed} failed)`);
    continue;
  }
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) {
    tell(false, `${id} ${what}: the line to break stands ${text.split(find).length - 1} times in ${file}`);
    continue;
  }
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
  const after = run(noticed);
  writeFileSync(path, text);
  tell(after.failed > 0, `${id} ${what}: ${after.failed > 0 ? `noticed by ${after.failed} tests` : 'nobody noticed'}`);
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
