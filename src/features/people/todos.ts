import type { TodoKind } from '../desk/registry.ts';
import { decidedBy, waitingAt } from './profile-change-store.ts';

/** 资料修改待核对: one row a body. */
export const profileTodos: TodoKind = {
  duty: 'liaison',
  async todosOf(db, { bodies }) {
    const rows = await waitingAt(db, bodies);
    return rows.map(({ committeeId, n, people, since }) => ({
      key: `profiles:${committeeId}`,
      work: 'profiles-wait',
      committeeId,
      topic: null,
      until: null,
      since,
      counts: { all: n, people },
    }));
  },
  doneBy: decidedBy,
};
