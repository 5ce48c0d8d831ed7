import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

export interface MaterialRow {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly type: string;
  readonly size: number;
  readonly readers: number;
  readonly at: Date;
}
export async function materialsOf(db: Db, topicId: string): Promise<MaterialRow[]> {
  const { rows } = await sql<MaterialRow>`
    select m.id, m.title, m.version, f.type, f.size, v.at, (select count(*) from material_reading r where r.material_id = m.id) as readers
    from material m join material_version v on v.material_id = m.id and v.version = m.version join file f on f.id = v.file_id
    where m.topic_id = ${topicId} and m.removed_at is null order by m.sort, m.id`.execute(db);
  return rows;
}
export async function picturesOf(db: Db, topicId: string): Promise<{ sort: number; width: number; height: number; caption: string }[]> {
  const { rows } = await sql<{ sort: number; width: number; height: number; caption: string }>`
    select p.sort, f.width, f.height, p.caption from topic_picture p join file f on f.id = p.file_id where p.topic_id = ${topicId} order by p.sort`.execute(
    db,
  );
  return rows;
}
