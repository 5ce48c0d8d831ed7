import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = ['totp.person_id', 'web_key.person_id', 'recovery_code.person_id', 'half_login.person_id'];

/** 第二重验证. */
export const erasableFactors: Erasable = {
  name: 'factors',
  columns,
  erase: async (tx, personId) => ({ removed: await store.eraseFactors(tx, personId), kept: 0 }),
};
export const exportableFactors: Exportable = {
  name: 'factors',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    const factors = await store.ownFactors(db, personId);
    if (factors.length > 0) yield { file: 'factors.json', json: factors };
  },
};
