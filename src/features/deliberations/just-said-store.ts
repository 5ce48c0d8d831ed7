import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import { POST } from './post-contract.ts';
import type { JustSaid } from './rules.ts';

export type RawSaid = Omit<JustSaid, 'submittedAt'> & { readonly submittedAt: string };
export const saidFrom = (rows: readonly RawSaid[]): JustSaid[] => rows.map((row) => ({ ...row, submittedAt: new Date(row.submittedAt) }));

/** What this person wrote in this topic in the last minutes, the newest first: as one value, for who asks for more at once. */
export const recently = (authorId: string, topicId: string | RawBuilder<unknown>, now: Date): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'parentId', r.parent_id, 'rootId', r.root_id, 'state', r.state, 'text', v.text,
    'submittedAt', r.submitted_at) order by r.id desc), '[]')
  from (select * from post where author_id = ${authorId} order by id desc limit 20) r
  join post_version v on v.post_id = r.id and v.number = r.newest_version
  where r.topic_id = ${topicId} and r.submitted_at > ${since(now)})`;

export async function recentOf(db: Db, authorId: string, topicId: string, now: Date): Promise<JustSaid[]> {
  const { rows } = await sql<{ recent: RawSaid[] }>`select ${recently(authorId, topicId, now)} as recent`.execute(db);
  return saidFrom(rows[0]?.recent ?? []);
}

const since = (now: Date): Date => new Date(now.getTime() - POST.sameMinutes * 60_000);
