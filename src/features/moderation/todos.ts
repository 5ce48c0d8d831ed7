import type { TodoKind, TodoRow } from '../desk/registry.ts';
import * as store from './store.ts';

/** What moderators have to do, for the desk's list of today. */
export const readingTodos: TodoKind = {
  duty: 'moderator',
  async todosOf(db, { personId, bodies }) {
    return (await store.work(db, bodies, personId)).flatMap(rowsOf);
  },
  doneBy: store.decidedBy,
};

function rowsOf(work: store.Work): TodoRow[] {
  const row = (kind: TodoRow['work'], since: Date | null, counts: TodoRow['counts']): TodoRow[] =>
    (counts['all'] ?? 0) === 0
      ? []
      : [{ key: `${kind}:${work.committeeId}`, work: kind, committeeId: work.committeeId, topic: null, until: null, since, counts }];
  const { members, netizens, flagged } = work;
  return [
    ...row('readings-wait', work.waitingSince, { all: work.waiting, members, netizens, flagged }),
    ...row('readings-held', work.heldSince, { all: work.held, mine: work.heldByMe }),
    // `mine`: one's own refusals, which somebody else must look at again.
    ...row('appeals-wait', work.appealedSince, { all: work.appealed, mine: work.refusedByMe }),
  ];
}
