import { expect, inject, test } from 'vitest';
import { contend } from './prove/parts/contention.ts';
import { asSuperuser } from './world.ts';

const DATABASE = 'contention';

test('no fact is skipped or doubled when writers commit out of order and sequencers are killed', { timeout: 60_000 }, async () => {
  await asSuperuser('postgres', (admin) => admin.query(`create database ${DATABASE} template shape owner heyi`));
  const outcome = await contend(inject('database').replace('NAME', DATABASE), { writers: 20, transactionsEach: 25, kills: 3 });
  expect(outcome).toMatchObject({ kills: 3, skipped: 0, doubled: 0, gaps: 0, outOfOrder: 0, readerSkipped: 0, readerDoubled: 0 });
  expect(outcome.committed).toBeGreaterThan(800);
});
