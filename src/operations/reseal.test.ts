import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { databaseUrl, empty, netizen, world } from '../../test/world.ts';
import { keyedDigest, newId } from '../kit/ids.ts';
import { type KeyRing, numberOf, seal, unseal } from '../kit/seal.ts';
import { addSealKey, keepKey, keysOnSheet, readSealKeys, recoverySheet } from './keys.ts';
import { reseal } from './reseal.ts';

test('a new key seals everything anew: phones, identity numbers and codes, and digests stay as they are', async () => {
  const w = await world();
  await empty(w);
  const old = w.house.sealKey;
  const first = old instanceof Uint8Array ? old : (old.keys.get(1) ?? randomBytes(32));
  const ring: KeyRing = {
    current: 2,
    keys: new Map([
      [1, first],
      [2, randomBytes(32)],
    ]),
  };
  const personId = await netizen(w, '鼓山脚下');
  const subject = keyedDigest(w.house.digestKey, 'phone:13900000001');
  const now = w.clock.now();
  await sql`insert into identity (id, person_id, kind, subject, sealed, verified_at, created_at)
    values (${newId()}, ${personId}, 'phone', ${subject}, ${seal(first, '13900000001')}, ${now}, ${now})`.execute(w.house.db);
  await sql`insert into profile (person_id, identity_number_sealed, identity_number_digest, updated_at)
    values (${personId}, ${seal(first, '350102199001011234')}, ${subject}, ${now})`.execute(w.house.db);
  expect(await reseal(databaseUrl(), ring)).toEqual([
    { column: 'identity.sealed', values: 1 },
    { column: 'profile.identity_number_sealed', values: 1 },
  ]);
  const { rows } = await sql<{ phone: Buffer; number: Buffer; subject: Buffer }>`
    select i.sealed as phone, f.identity_number_sealed as number, i.subject from identity i join profile f on f.person_id = i.person_id`.execute(
    w.house.db,
  );
  const [row] = rows;
  if (!row) throw new Error('nobody');
  expect([numberOf(row.phone), unseal(ring, row.phone), unseal(ring, row.number)]).toEqual([2, '13900000001', '350102199001011234']);
  expect(row.subject.equals(subject)).toBe(true);
  expect(() => unseal(first, row.phone)).toThrow();
  expect(await reseal(databaseUrl(), ring), 'a second time there is nothing to do').toEqual([]);
});

test('later keys stand on the recovery sheet and come back from it', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'heyi-keys-')), 'keys');
  expect(readSealKeys(folder).current).toBe(1);
  expect(addSealKey(folder)).toBe(2);
  const ring = readSealKeys(folder);
  expect([ring.current, [...ring.keys.keys()]]).toEqual([2, [1, 2]]);
  const back = keysOnSheet(recoverySheet(folder));
  expect([...back.keys()]).toEqual(['backup', 'digest', 'seal', 'seal-2']);
  const other = join(mkdtempSync(join(tmpdir(), 'heyi-keys-')), 'keys');
  for (const [name, key] of back) keepKey(other, name, key);
  const sealed = seal(ring, '13900000001');
  expect(unseal(readSealKeys(other), sealed)).toBe('13900000001');
});
