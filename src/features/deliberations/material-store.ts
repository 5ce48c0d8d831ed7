import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

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
export interface PictureRow {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly caption: string;
}
export async function picturesOf(db: Db, topicId: string): Promise<PictureRow[]> {
  const { rows } = await sql<PictureRow>`
    select f.id, f.width, f.height, p.caption from topic_picture p join file f on f.id = p.file_id
    where p.topic_id = ${topicId} order by p.sort, f.id`.execute(db);
  return rows;
}

export interface TopicStanding {
  readonly committeeId: string;
  readonly state: string;
  /** Whether anyone but its editors ever saw it. */
  readonly announced: boolean;
}
const standing = (id: string) => sql`
  select committee_id as "committeeId", state, announced_at is not null as announced from topic where id = ${id}`;
export async function standingOf(db: Db, topicId: string): Promise<TopicStanding | null> {
  const { rows } = await sql<TopicStanding>`${standing(topicId)}`.execute(db);
  return rows[0] ?? null;
}
/** One change of a topic's pictures or materials at a time: counts and orders stay true. */
export async function lockTopic(tx: Tx, topicId: string): Promise<TopicStanding | null> {
  const { rows } = await sql<TopicStanding>`${standing(topicId)} for update`.execute(tx);
  return rows[0] ?? null;
}
/** Whether this person uploaded this file, a picture or a document: nobody puts up what another uploaded. Held, so that it is not swept meanwhile. */
export async function isOwnFile(tx: Tx, id: string, personId: string, kind: 'picture' | 'document'): Promise<boolean> {
  const { rows } = await sql`
    select 1 from file where id = ${id} and person_id = ${personId} and (width is not null) = ${kind === 'picture'} for key share`.execute(
    tx,
  );
  return rows.length > 0;
}

export async function insertPicture(tx: Tx, topicId: string, fileId: string, caption: string): Promise<void> {
  await sql`insert into topic_picture (topic_id, file_id, sort, caption)
    select ${topicId}, ${fileId}, coalesce(max(sort), 0) + 1, ${caption} from topic_picture where topic_id = ${topicId}
    on conflict (topic_id, file_id) do update set caption = excluded.caption`.execute(tx);
}
export async function setCaption(tx: Tx, topicId: string, fileId: string, caption: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update topic_picture set caption = ${caption} where topic_id = ${topicId} and file_id = ${fileId}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function deletePicture(tx: Tx, topicId: string, fileId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from topic_picture where topic_id = ${topicId} and file_id = ${fileId}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function sortPictures(tx: Tx, topicId: string, fileIds: readonly string[]): Promise<void> {
  await sql`update topic_picture p set sort = n from unnest(${fileIds}::uuid[]) with ordinality u(id, n)
    where p.topic_id = ${topicId} and p.file_id = u.id`.execute(tx);
}

export interface NewVersion {
  readonly materialId: string;
  readonly version: number;
  readonly fileId: string;
  readonly personId: string;
  readonly now: Date;
}
export async function insertMaterial(tx: Tx, topicId: string, title: string, v: NewVersion): Promise<void> {
  await sql`insert into material (id, topic_id, title, sort, version)
    select ${v.materialId}, ${topicId}, ${title}, coalesce(max(sort), 0) + 1, ${v.version}::int from material where topic_id = ${topicId}`.execute(
    tx,
  );
  await insertVersion(tx, v);
}
async function insertVersion(tx: Tx, v: NewVersion): Promise<void> {
  await sql`insert into material_version (material_id, version, file_id, person_id, at)
    values (${v.materialId}, ${v.version}, ${v.fileId}, ${v.personId}, ${v.now})`.execute(tx);
}
/** The version that a material of this topic has now; null when it was removed or stands elsewhere. */
export async function versionOf(tx: Tx, topicId: string, materialId: string): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    select version from material where id = ${materialId} and topic_id = ${topicId} and removed_at is null`.execute(tx);
  return rows[0]?.version ?? null;
}
export async function replaceVersion(tx: Tx, v: NewVersion): Promise<void> {
  await insertVersion(tx, v);
  await sql`update material set version = ${v.version} where id = ${v.materialId}`.execute(tx);
}
export async function setTitle(tx: Tx, materialId: string, title: string): Promise<void> {
  await sql`update material set title = ${title} where id = ${materialId}`.execute(tx);
}
export async function setRemoved(tx: Tx, materialId: string, now: Date): Promise<void> {
  await sql`update material set removed_at = ${now} where id = ${materialId}`.execute(tx);
}
export async function sortMaterials(tx: Tx, topicId: string, ids: readonly string[]): Promise<void> {
  await sql`update material m set sort = n from unnest(${ids}::uuid[]) with ordinality u(id, n)
    where m.topic_id = ${topicId} and m.id = u.id`.execute(tx);
}

/** The file behind an address, while it stands there. */
export async function topicPicture(db: Db, topicId: string, fileId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from topic_picture where topic_id = ${topicId} and file_id = ${fileId}`.execute(db);
  return rows[0]?.id ?? null;
}
export async function materialFile(
  db: Db,
  topicId: string,
  materialId: string,
  version: number,
): Promise<{ fileId: string; title: string } | null> {
  const { rows } = await sql<{ fileId: string; title: string }>`
    select v.file_id as "fileId", m.title from material m join material_version v on v.material_id = m.id
    where m.id = ${materialId} and m.topic_id = ${topicId} and m.removed_at is null and v.version = ${version}`.execute(db);
  return rows[0] ?? null;
}
export async function postPicture(db: Db, postId: string, version: number, sort: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from post_picture where post_id = ${postId} and number = ${version} and sort = ${sort}`.execute(db);
  return rows[0]?.id ?? null;
}
/** One row a person or device, however often they open it. */
export async function markRead(db: Db, materialId: string, reader: string, now: Date): Promise<void> {
  await sql`insert into material_reading (material_id, reader, at) values (${materialId}, ${reader}, ${now}) on conflict do nothing`.execute(
    db,
  );
}
