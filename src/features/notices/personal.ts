import { cancel } from '../../kit/due.ts';
import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';
import { MAIL } from './readers.ts';

const columns = ['notice.person_id'];

/** 消息 and the mails that wait to go out. */
export const erasableNotices: Erasable = {
  name: 'notices',
  columns,
  async erase(tx, personId) {
    const ids = await store.eraseNotices(tx, personId);
    for (const id of ids) await cancel(tx, MAIL, id);
    return { removed: ids.length, kept: 0 };
  },
};
export const exportableNotices: Exportable = {
  name: 'notices',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    yield { file: 'notices.json', json: await store.ownNotices(db, personId) };
  },
};
