import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../../vitest.config.ts';

describe('the gates', () => {
  test('every test file is run by exactly one project', () => {
    const listed = execFileSync('node_modules/.bin/vitest', ['list', '--filesOnly', '--json'], { encoding: 'utf8' });
    const files: { file: string }[] = JSON.parse(listed.slice(listed.indexOf('[')));
    const run = files.map(({ file }) => relative(process.cwd(), file)).sort();
    const there = ['src', 'test', 'bench']
      .flatMap((folder) =>
        statSync(folder, { throwIfNoEntry: false })
          ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
          : [],
      )
      .filter((name) => /\.test\.tsx?$/.test(name))
      .sort();
    expect(run).toEqual(there);
  });

  test('every project is run by bin/test', () => {
    const script = readFileSync('bin/test', 'utf8');
    const named = [...script.matchAll(/--project (\w+)/g)].map(([, name]) => name).sort();
    expect(named).toEqual(
      (config.test?.projects ?? []).map((one) => (typeof one === 'object' && 'test' in one ? one.test?.name : one)).sort(),
    );
  });

  test('the last line of bin/test counts every run, files that did not load, and steps that broke', () => {
    const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });
    const report = (numPassedTests: number, numFailedTests: number, numPendingTests: number, ...testResults: object[]) => ({
      numPassedTests,
      numFailedTests,
      numPendingTests,
      numTodoTests: 0,
      testResults,
    });
    expect(tally({ fast: report(3, 0, 1, file('passed')), house: report(2, 0, 0, file('passed')) })).toEqual([
      '5 passed, 0 failed, 1 skipped',
      0,
    ]);
    expect(tally({ fast: report(3, 1, 0, file('failed', 'failed')), house: report(2, 0, 0, file('failed')) }, 'fast house')).toEqual([
      '5 passed, 2 failed, 0 skipped',
      1,
    ]);
    expect(tally({ fast: report(3, 0, 0, file('passed')) }, 'style')).toEqual(['3 passed, 1 failed, 0 skipped', 1]);
    // A run that ended before it wrote its report is a step that broke.
    expect(tally({}, 'journeys')).toEqual(['0 passed, 1 failed, 0 skipped', 1]);
  });
});

function tally(reports: Record<string, object>, broken = ''): [string, number | null] {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-tally-'));
  for (const [name, report] of Object.entries(reports)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(report));
  const { stdout, status } = spawnSync('bin/node', ['bin/tally.mjs', folder, broken], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return [stdout.trim().split('\n').at(-1) ?? '', status];
}
