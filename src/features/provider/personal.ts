import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = [
  'peer.asked_by',
  'peer.decided_by',
  'peer.ended_by',
  'peer_subject.person_id',
  'peer_consent.person_id',
  'provider_grant.person_id',
];

/** 登录过的其他平台, and the work of administrators on them. */
export const erasablePeers: Erasable = { name: 'peers', columns, erase: (tx, personId) => store.erasePeers(tx, personId) };
export const exportablePeers: Exportable = {
  name: 'peers',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    const lists = { 'platforms.json': await store.ownPeers(db, personId), 'platforms-handled.json': await store.ownPeerWork(db, personId) };
    for (const [file, json] of Object.entries(lists)) if (json.length > 0) yield { file, json };
  },
};
