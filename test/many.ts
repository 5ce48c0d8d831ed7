import { sql } from 'kysely';
import { newId } from '../src/kit/ids.ts';
import { member, netizen, type Place, type World } from './world.ts';

/** As many published posts (or replies to one) as wanted, a third of them by members, each a second older than the one before. */
export async function manyPosts(w: World, topic: string, place: Place, count: number, root: string | null = null): Promise<string[]> {
  const { db } = w.house;
  const someone = await member(w, place, '罗其安', place.sectorIds.length - 1);
  const nobody = await netizen(w, `过路的人${newId().slice(-4)}`);
  const rows = Array.from({ length: count }, (_, i) => ({
    id: newId(),
    by: i % 3 === 0 ? someone : nobody,
    kind: i % 3 === 0 ? 'member' : 'netizen',
    sector: i % 3 === 0 ? (place.sectorIds[i % place.sectorIds.length] ?? null) : null,
    at: new Date(w.clock.now().getTime() - 3_600_000 - i * 1000),
    text: `第 ${i + 1} 条：开门时间跟着放学走，书目请居民来点。`,
  }));
  const of = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  await sql`
    with posts as (
      insert into post (id, topic_id, parent_id, root_id, author_id, author_kind, sector_id, state, submitted_at, published_at)
      select u.id, ${topic}, ${root}, ${root}, u.by, u.kind, u.sector, 'published', u.at, u.at
      from unnest(${of('id')}::uuid[], ${of('by')}::uuid[], ${of('kind')}::text[], ${of('sector')}::uuid[], ${of('at')}::timestamptz[]) u(id, by, kind, sector, at)
    )
    insert into post_version (post_id, number, text, at)
    select u.id, 1, u.text, u.at from unnest(${of('id')}::uuid[], ${of('text')}::text[], ${of('at')}::timestamptz[]) u(id, text, at)`.execute(
    db,
  );
  if (root !== null) await sql`update post set replies = replies + ${count} where id = ${root}`.execute(db);
  return of('id');
}
