import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Everything of the demo by id, and what hangs on it whoever made it: a real netizen's post under a demo topic goes with the topic. */
export interface DemoIds {
  readonly committees: readonly string[];
  readonly orgs: readonly string[];
  readonly people: readonly string[];
  readonly topics: readonly string[];
  readonly posts: readonly string[];
  readonly materials: readonly string[];
  readonly files: readonly string[];
}
export async function demoIds(db: Db): Promise<DemoIds> {
  const { rows } = await sql<DemoIds>`
    with recursive
    committees as (select id from org where demo and kind = 'cppcc'),
    orgs as (select id from committees union select id from org where demo or committee_id in (select id from committees)),
    people as (select id from person where demo),
    topics as (select id from topic where demo or committee_id in (select id from committees)),
    posts as (
      select id from post where topic_id in (select id from topics) or author_id in (select id from people)
      union
      select r.id from post r join posts p on p.id = r.parent_id or p.id = r.root_id
    )
    select array(select id from committees) as committees, array(select id from orgs) as orgs, array(select id from people) as people,
      array(select id from topics) as topics, array(select id from posts) as posts,
      array(select id from material where topic_id in (select id from topics)) as materials,
      array(select id from file where person_id in (select id from people)) as files`.execute(db);
  const none = { committees: [], orgs: [], people: [], topics: [], posts: [], materials: [], files: [] };
  return rows[0] ?? none;
}

/** Removes all of it, those first that point at others. @returns the digests of contents that no row names any more. */
export async function removeAll(tx: Tx, ids: DemoIds): Promise<Buffer[]> {
  await forgetFacts(tx, ids);
  await removeTraces(tx, ids);
  await removePosts(tx, ids);
  await removeTopics(tx, ids);
  const contents = await removeFiles(tx, ids);
  await removePeople(tx, ids);
  // Kept as a no: the next start puts no new demo in.
  await sql`update setting set value = 'false' where name = 'demo'`.execute(tx);
  return contents;
}

/** Facts keep their position, since readers and recounts go by it without a gap; what they said is gone. */
async function forgetFacts(tx: Tx, ids: DemoIds): Promise<void> {
  const all = Object.values(ids).flat();
  await sql`update fact set kind = 'demo.removed', body = '{}'
    where exists (
      select 1 from jsonb_each_text(body) said join unnest(${all}::text[]) gone(id) on said.value = gone.id or said.value = 'p:' || gone.id
    )`.execute(tx);
  await sql`delete from step where thing_id = any(${all}::uuid[]) or person_id = any(${ids.people}::uuid[])`.execute(tx);
  await sql`delete from due where key = any(${all}::text[])`.execute(tx);
  // Replies to requests of the demo; a retry of one of them finds nothing to act on anyway.
  await sql`delete from answered`.execute(tx);
}

async function removeTraces(tx: Tx, { topics, people, posts }: DemoIds): Promise<void> {
  for (const table of ['visit_log', 'visit_open', 'visit_hour', 'topic_count', 'recount'])
    await sql`delete from ${sql.table(table)} where topic_id = any(${topics}::uuid[])`.execute(tx);
  await sql`delete from notice where topic_id = any(${topics}::uuid[]) or person_id = any(${people}::uuid[]) or post_id = any(${posts}::uuid[])`.execute(
    tx,
  );
  await sql`delete from reading where topic_id = any(${topics}::uuid[]) or author_id = any(${people}::uuid[]) or thing_id = any(${posts}::uuid[])`.execute(
    tx,
  );
}

async function removePosts(tx: Tx, { topics, people, posts }: DemoIds): Promise<void> {
  await sql`delete from post_like where post_id = any(${posts}::uuid[])
    or liker in (select 'p:' || id from unnest(${people}::text[]) p(id))`.execute(tx);
  await sql`delete from draft where topic_id = any(${topics}::uuid[]) or person_id = any(${people}::uuid[]) or reply_to = any(${posts}::uuid[])`.execute(
    tx,
  );
  await sql`delete from post_picture where post_id = any(${posts}::uuid[])`.execute(tx);
  await sql`delete from post_version where post_id = any(${posts}::uuid[])`.execute(tx);
  await sql`delete from post where id = any(${posts}::uuid[])`.execute(tx);
}

async function removeTopics(tx: Tx, { topics, materials, people }: DemoIds): Promise<void> {
  await sql`delete from material_reading where material_id = any(${materials}::uuid[])
    or reader in (select 'p:' || id from unnest(${people}::text[]) p(id))`.execute(tx);
  await sql`delete from material_version where material_id = any(${materials}::uuid[])`.execute(tx);
  await sql`delete from material where id = any(${materials}::uuid[])`.execute(tx);
  for (const table of ['topic_part', 'topic_figure', 'topic_picture', 'topic_version'])
    await sql`delete from ${sql.table(table)} where topic_id = any(${topics}::uuid[])`.execute(tx);
  await sql`delete from topic where id = any(${topics}::uuid[])`.execute(tx);
}

async function removeFiles(tx: Tx, { files }: DemoIds): Promise<Buffer[]> {
  const { rows } = await sql<{ sha256: Buffer }>`delete from file where id = any(${files}::uuid[]) returning sha256`.execute(tx);
  const gone = await sql<{ sha256: Buffer }>`
    select distinct d.sha256 from unnest(${rows.map(({ sha256 }) => sha256)}::bytea[]) d(sha256)
    where not exists (select 1 from file f where f.sha256 = d.sha256)`.execute(tx);
  return gone.rows.map(({ sha256 }) => sha256);
}

/** The notice of the demo goes with whatever was agreed to it: real people are asked by a real one. */
async function removePrivacy(tx: Tx, people: readonly string[], committees: readonly string[]): Promise<void> {
  const theirs = sql`published_by is null or published_by = any(${people}::uuid[])`;
  await sql`delete from consent where person_id = any(${people}::uuid[]) or version in (select version from privacy_notice where ${theirs})`.execute(
    tx,
  );
  await sql`delete from privacy_notice where ${theirs}`.execute(tx);
  await sql`delete from data_export where person_id = any(${people}::uuid[])`.execute(tx);
  await sql`delete from erasure_request where person_id = any(${people}::uuid[]) or committee_id = any(${committees}::uuid[])`.execute(tx);
  await sql`update erasure_request set answered_by = null where answered_by = any(${people}::uuid[])`.execute(tx);
  await sql`delete from erasure where person_id = any(${people}::uuid[])`.execute(tx);
}

/** Chances to get in, links of units, recoveries and rosters that somebody tried out with the demo. */
async function removeWaysIn(tx: Tx, people: readonly string[], orgs: readonly string[], committees: readonly string[]): Promise<void> {
  await sql`delete from activation where committee_id = any(${committees}::uuid[]) or person_id = any(${people}::uuid[])
    or made_by = any(${people}::uuid[])`.execute(tx);
  await sql`delete from unit_link where committee_id = any(${committees}::uuid[]) or person_id = any(${people}::uuid[])
    or made_by = any(${people}::uuid[])`.execute(tx);
  await sql`delete from phone_recovery where committee_id = any(${committees}::uuid[]) or person_id = any(${people}::uuid[])
    or started_by = any(${people}::uuid[])`.execute(tx);
  await sql`delete from unit_contact where unit_id = any(${orgs}::uuid[])`.execute(tx);
  const imports = sql`select id from roster_import where committee_id = any(${committees}::uuid[]) or person_id = any(${people}::uuid[])`;
  await sql`delete from roster_row where import_id in (${imports})`.execute(tx);
  await sql`delete from roster_head where committee_id = any(${committees}::uuid[])`.execute(tx);
  await sql`delete from roster_import where id in (${imports})`.execute(tx);
}

async function removePeople(tx: Tx, { people, orgs, committees }: DemoIds): Promise<void> {
  await removePrivacy(tx, people, committees);
  for (const table of ['attempt', 'one_time_code'])
    await sql`delete from ${sql.table(table)} where subject in (select subject from identity where person_id = any(${people}::uuid[]))`.execute(
      tx,
    );
  await removeWaysIn(tx, people, orgs, committees);
  // What hangs on a seat or a person, before them.
  const seats = sql`select id from membership where person_id = any(${people}::uuid[]) or committee_id = any(${committees}::uuid[])`;
  for (const table of ['membership_group', 'member_change'])
    await sql`delete from ${sql.table(table)} where membership_id in (${seats})`.execute(tx);
  await sql`update member_change set by_id = null where by_id = any(${people}::uuid[])`.execute(tx);
  await sql`delete from profile_change where person_id = any(${people}::uuid[]) or committee_id = any(${committees}::uuid[])`.execute(tx);
  await sql`update profile_change set decided_by = null where decided_by = any(${people}::uuid[])`.execute(tx);
  await sql`delete from party_move where from_id in (select id from party_membership where person_id = any(${people}::uuid[])
    or org_id = any(${orgs}::uuid[]))`.execute(tx);
  await sql`update party_move set by_id = null where by_id = any(${people}::uuid[])`.execute(tx);
  await sql`delete from party_membership where person_id = any(${people}::uuid[]) or org_id = any(${orgs}::uuid[])`.execute(tx);
  for (const table of ['account_change', 'profile', 'login', 'identity', 'role_grant', 'membership'])
    await sql`delete from ${sql.table(table)} where person_id = any(${people}::uuid[])`.execute(tx);
  await sql`delete from role_grant where body_id = any(${orgs}::uuid[])`.execute(tx);
  await sql`delete from account_change where body_id = any(${orgs}::uuid[])`.execute(tx);
  await sql`delete from membership where committee_id = any(${committees}::uuid[])`.execute(tx);
  await sql`delete from person where id = any(${people}::uuid[])`.execute(tx);
  await sql`delete from sector where term_id in (select id from term where committee_id = any(${committees}::uuid[]))`.execute(tx);
  await sql`delete from term where committee_id = any(${committees}::uuid[])`.execute(tx);
  await sql`delete from org where id = any(${orgs}::uuid[])`.execute(tx);
}
