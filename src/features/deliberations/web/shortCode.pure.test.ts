import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../kit/ids.ts';
import { endOfId, shortCode } from './shortCode.ts';

test('every id ends as its short code says', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(shortCode(id)).toMatch(/^[0-9a-z]{13}$/);
      expect(id.endsWith(`-${endOfId(shortCode(id))}`)).toBe(true);
    }),
  );
  expect(shortCode(newId())).not.toBe(shortCode(newId()));
});
