import type { TodoKind } from '../desk/registry.ts';
import * as store from './store.ts';

/** Peers that a security administrator has to decide about, for the desk's list of today. */
export const peerTodos: TodoKind = {
  duty: 'securityAdmin',
  async todosOf(db, { personId, bodies }) {
    return (await store.waiting(db, bodies, personId)).map(({ committeeId, since, ...counts }) => ({
      key: `peers-wait:${committeeId}`,
      work: 'peers-wait',
      committeeId,
      topic: null,
      until: null,
      since,
      counts,
    }));
  },
  doneBy: store.decidedBy,
};
