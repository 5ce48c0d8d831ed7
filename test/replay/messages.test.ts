import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const file = '../shared/data/messages/messages.jsonl';

test.skipIf(!existsSync(file))(
  `the first 200 real messages come back byte for byte, and the machine suspects the right ones${existsSync(file) ? '' : ' (skipped: ../shared/data is missing)'}`,
  async () => {
    const { stdout } = await promisify(execFile)('bin/replay', ['messages', file, '--first', '200', '--json']);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(figures).toMatchObject({
      messages: 200,
      posted: 197,
      refusedTooLong: 3,
      madeUp: 200,
      falselyFlagged: 0,
      tooFast: 0,
      differences: 0,
    });
    expect(figures.recall).toBeGreaterThanOrEqual(0.95);
  },
  300_000,
);
