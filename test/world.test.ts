import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { temporary, world } from './world.ts';

test('what a test keeps on the disk goes with its run', async () => {
  const w = await world();
  for (const folder of [w.dataDir, join(w.filesDir, '..'), temporary('some-')]) expect(dirname(folder)).toBe(inject('temporary'));
});
