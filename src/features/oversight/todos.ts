import type { TodoKind } from '../desk/registry.ts';
import * as store from './store.ts';

/** Requests that a security administrator has to decide, for the desk's list of today. */
export const grantTodos: TodoKind = {
  duty: 'securityAdmin',
  async todosOf(db, { personId, bodies }) {
    return (await store.waitingRequests(db, bodies, personId)).map(({ committeeId, since, ...counts }) => ({
      key: `grants-wait:${committeeId}`,
      work: 'grants-wait',
      committeeId,
      topic: null,
      until: null,
      since,
      counts,
    }));
  },
  doneBy: store.decidedBy,
};
