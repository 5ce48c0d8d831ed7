import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { Erasable, Exportable, Exported } from './registry.ts';

const columns = ['answered.actor', 'step.person_id', 'audit.person_id', 'fact.body'];
const PAGE = 1000;

/**
 * What the house itself keeps. Facts, steps and audit hold ids and no words, and the law wants audit kept: with the person's row
 * emptied, their id names nobody. First replies of requests go.
 */
export const erasableTraces: Erasable = {
  name: 'traces',
  columns,
  async erase(tx: Tx, personId: string) {
    const replies = await sql`delete from answered where actor = ${personId}`.execute(tx);
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from step where person_id = ${personId}) + (select count(*) from audit where person_id = ${personId}) as n`.execute(
      tx,
    );
    return { removed: Number(replies.numAffectedRows ?? 0), kept: rows[0]?.n ?? 0 };
  },
};

export const exportableTraces: Exportable = {
  name: 'traces',
  columns,
  async *of(db: Db, _house, personId: string): AsyncIterable<Exported> {
    const { rows: steps } = await sql`
      select thing_kind as "thingKind", thing_id as "thingId", command, from_state as "fromState", to_state as "toState", at from step
      where person_id = ${personId} order by number`.execute(db);
    yield { file: 'steps.json', json: steps };
    for (let page = 1, after = 0; ; page++) {
      const { rows } = await sql<{ number: number }>`
        select number, at, act, outcome, address from audit where person_id = ${personId} and number > ${after} order by number limit ${PAGE}`.execute(
        db,
      );
      if (rows.length > 0 || page === 1) yield { file: page === 1 ? 'acts.json' : `acts-${page}.json`, json: rows };
      after = rows.at(-1)?.number ?? after;
      if (rows.length < PAGE) return;
    }
  },
};
