import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import type { ReadingCard } from '../moderation/registry.ts';

interface Row {
  thingId: string;
  version: number;
  topicId: string;
  topicTitle: string;
  rootId: string | null;
  name: string;
  kind: 'member' | 'netizen';
  place: string | null;
  text: string;
  isPublic: boolean;
  before: string | null;
  pictures: { sort: number; width: number; height: number }[];
  replyTo: string | null;
}
/** Posts as moderators read them: the version in question, and what readers see now when it is a change. */
export async function readingCards(
  db: Db,
  things: readonly { readonly thingId: string; readonly version: number }[],
): Promise<ReadingCard[]> {
  const { rows } = await sql<Row>`
    select p.id as "thingId", v.number as version, t.id as "topicId", t.title as "topicTitle", p.root_id as "rootId",
      case when p.author_kind = 'netizen' then coalesce(c.nickname, c.display_name) else c.display_name end as name,
      p.author_kind as kind, s.name as place, v.text,
      p.state = 'published' and p.version = v.number as "isPublic",
      case when p.version <> v.number and p.state = 'published' then shown.text end as before,
      coalesce((select jsonb_agg(jsonb_build_object('sort', x.sort, 'width', f.width, 'height', f.height) order by x.sort)
        from post_picture x join file f on f.id = x.file_id where x.post_id = p.id and x.number = v.number), '[]') as pictures,
      case when pp.author_kind = 'netizen' then coalesce(pc.nickname, pc.display_name) else pc.display_name end as "replyTo"
    from unnest(${things.map(({ thingId }) => thingId)}::uuid[], ${things.map(({ version }) => version)}::int[]) a(id, number)
    join post p on p.id = a.id join post_version v on v.post_id = p.id and v.number = a.number
    join post_version shown on shown.post_id = p.id and shown.number = p.version
    join topic t on t.id = p.topic_id join shared_person_card c on c.id = p.author_id
    left join shared_sector s on s.id = p.sector_id
    left join post pp on pp.id = p.parent_id left join shared_person_card pc on pc.id = pp.author_id`.execute(db);
  return rows.map(({ topicId, rootId, name, kind, place, pictures, ...row }) => ({
    ...row,
    url: rootId ? `/topics/${topicId}/posts/${rootId}#p-${row.thingId}` : `/topics/${topicId}/posts/${row.thingId}`,
    author: { name, kind, place },
    pictures: pictures.map(({ sort, ...size }) => ({ ...size, url: `/posts/${row.thingId}/pictures/${row.version}-${sort}` })),
  }));
}
