import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { ActivationState, EntrantState, Way } from './contract.ts';

export interface HeldActivation {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly way: Way;
  readonly state: ActivationState;
  readonly expiresAt: Date;
}
const held = sql.raw(`a.id, a.person_id as "personId", a.committee_id as "committeeId", a.way, a.state, a.expires_at as "expiresAt"`);

/** By the digest of a card's code or of a link's secret. */
export async function activationBy(db: Db, by: { code?: Buffer; secret?: Buffer }): Promise<HeldActivation | null> {
  const { rows } = await sql<HeldActivation>`
    select ${held} from activation a where a.code = ${by.code ?? null} or a.secret = ${by.secret ?? null}`.execute(db);
  return rows[0] ?? null;
}
export async function activationOf(db: Db, id: string): Promise<HeldActivation | null> {
  const { rows } = await sql<HeldActivation>`select ${held} from activation a where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** Locks the row: of fifty who redeem it at once, one finds it open. */
export async function lockActivation(tx: Tx, id: string): Promise<HeldActivation | null> {
  const { rows } = await sql<HeldActivation>`select ${held} from activation a where a.id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}
/** Locks the one that is out for this person, and with the person everybody who makes one. */
export async function lockOpenOf(tx: Tx, personIds: readonly string[]): Promise<HeldActivation[]> {
  const { rows } = await sql<HeldActivation>`
    select ${held} from activation a where a.person_id = any(${personIds}::uuid[]) and a.state = 'open' order by a.id for update`.execute(
    tx,
  );
  return rows;
}
/** False when somebody was faster. */
export async function moveActivation(tx: Tx, id: string, from: ActivationState, to: ActivationState, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update activation set state = ${to}, ended_at = ${now} where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}
export interface NewActivation {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly way: Way;
  readonly secret: Buffer;
  readonly code: Buffer;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}
export async function insertActivations(tx: Tx, all: readonly NewActivation[]): Promise<void> {
  const rows = all.map((a) => ({ ...a, secret: a.secret.toString('hex'), code: a.code.toString('hex') }));
  await sql`insert into activation (id, person_id, committee_id, way, state, secret, code, made_by, made_at, expires_at)
    select id, "personId", "committeeId", way, 'open', decode(secret, 'hex'), decode(code, 'hex'), "madeBy", "madeAt", "expiresAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) a(id uuid, "personId" uuid, "committeeId" uuid, way text, secret text,
      code text, "madeBy" uuid, "madeAt" timestamptz, "expiresAt" timestamptz)`.execute(tx);
}

// After a dispute nobody is let in anew by a card: only another member of staff gives the next phone (recovery).
const frozen = sql.raw(`exists (select 1 from phone_recovery f where f.person_id = w.person_id and f.state = 'disputed'
  and not exists (select 1 from phone_recovery g where g.person_id = f.person_id and g.state = 'done' and g.started_at > f.started_at))`);

/** A member of a committee's present term. */
export interface Seated {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly active: boolean;
  readonly disabled: boolean;
  readonly open: boolean;
}
interface Which {
  readonly committeeId: string;
  readonly sectorId?: string | undefined;
  readonly personIds?: readonly string[] | undefined;
  readonly now: Date;
}
/** Who sits there today, by sector and surname strokes: the order of printed cards. */
export async function seated(db: Db, { committeeId, sectorId, personIds, now }: Which): Promise<Seated[]> {
  const { rows } = await sql<Seated>`
    select s.person_id as id, c.display_name as name, x.name as sector, w.active or ${frozen} as active, w.disabled,
      exists (select 1 from activation a where a.person_id = s.person_id and a.state = 'open' and a.expires_at > ${now}) as open
    from shared_seats(${now}::timestamptz::date) s
      join shared_person_card c on c.id = s.person_id
      join shared_sector x on x.id = s.sector_id
      join shared_way_in w on w.person_id = s.person_id
    where s.committee_id = ${committeeId} and (${sectorId ?? null}::uuid is null or s.sector_id = ${sectorId ?? null}::uuid)
      and (${personIds === undefined} or s.person_id = any(${personIds ?? []}::uuid[]))
    order by x.sort, x.name, c.stroke_key, c.id`.execute(db);
  return rows;
}

export interface EntrantRow {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly state: EntrantState;
  readonly key: string;
  readonly activationId: string | null;
  readonly way: Way | null;
  readonly madeAt: Date | null;
  readonly expiresAt: Date | null;
  readonly text: 'waiting' | 'sent' | 'failed' | null;
  readonly staff: boolean;
}
const entrants = (committeeId: string, now: Date): RawBuilder<unknown> => sql`
  select s.person_id as id, c.display_name as name, x.id as sector_id, x.name as sector, coalesce(c.stroke_key, '') as key,
    case when w.active or ${frozen} then 'in' when a.id is not null then 'open' else 'none' end as state,
    case when w.active then null else a.id end as "activationId", a.way, a.made_at as "madeAt", a.expires_at as "expiresAt",
    exists (select 1 from shared_staff r where r.person_id = s.person_id) as staff
  from shared_seats(${now}::timestamptz::date) s
    join shared_person_card c on c.id = s.person_id
    join shared_sector x on x.id = s.sector_id
    join shared_way_in w on w.person_id = s.person_id
    left join activation a on a.person_id = s.person_id and a.state = 'open' and a.expires_at > ${now}
  where s.committee_id = ${committeeId} and not w.disabled`;
export interface EntrantFilter {
  readonly state?: EntrantState | undefined;
  readonly sectorId?: string | undefined;
  readonly name?: string | undefined;
  readonly after?: { readonly key: string; readonly id: string } | undefined;
}
export async function entrantRows(db: Db, committeeId: string, f: EntrantFilter, now: Date, most: number): Promise<EntrantRow[]> {
  const { rows } = await sql<EntrantRow>`
    select e.id, e.name, e.sector, e.state, e.key, e."activationId", e.way, e."madeAt", e."expiresAt", e.staff,
      (select case when t.sent_at is not null then 'sent' when t.gave_up_at is not null then 'failed' else 'waiting' end
        from text_message t where t.about = e."activationId" order by t.made_at desc limit 1) as text
    from (${entrants(committeeId, now)}) e
    where (${f.state ?? null}::text is null or e.state = ${f.state ?? null})
      and (${f.sectorId ?? null}::uuid is null or e.sector_id = ${f.sectorId ?? null}::uuid)
      and (${f.name ?? null}::text is null or strpos(e.name, ${f.name ?? ''}) > 0)
      and (${f.after?.key ?? null}::text is null or (e.key collate "C", e.id) > (${f.after?.key ?? ''}::text collate "C", ${f.after?.id ?? null}::uuid))
    order by e.key collate "C", e.id limit ${most}`.execute(db);
  return rows;
}
export async function entrantCounts(db: Db, committeeId: string, now: Date) {
  const { rows } = await sql<{ id: string; name: string; sort: number; none: number; open: number; in: number }>`
    select e.sector_id as id, e.sector as name, x.sort, count(*) filter (where e.state = 'none') as none,
      count(*) filter (where e.state = 'open') as open, count(*) filter (where e.state = 'in') as in
    from (${entrants(committeeId, now)}) e join shared_sector x on x.id = e.sector_id
    group by 1, 2, 3 order by x.sort, e.sector`.execute(db);
  return rows;
}

export interface Past {
  readonly at: Date;
  readonly what: 'made' | 'used' | 'voided' | 'lapsed' | 'recovery' | 'recovered' | 'dropped' | 'disputed';
  readonly way: Way | null;
  readonly by: string | null;
  readonly why: string | null;
}
/** One person's ways in at one committee, newest first. */
export async function past(db: Db, committeeId: string, personId: string): Promise<Past[]> {
  const { rows } = await sql<Past>`
    select at, what, way, c.display_name as by, why from (
      select made_at as at, 'made' as what, way, made_by as by_id, null as why from activation
        where person_id = ${personId} and committee_id = ${committeeId}
      union all
      select ended_at, state, way, null, null from activation
        where person_id = ${personId} and committee_id = ${committeeId} and state <> 'open'
      union all
      select started_at, 'recovery', null, started_by, reason || ' · ' || checked from phone_recovery
        where person_id = ${personId} and committee_id = ${committeeId}
      union all
      select ended_at, case state when 'done' then 'recovered' else state end, null, null, null from phone_recovery
        where person_id = ${personId} and committee_id = ${committeeId} and state <> 'started'
    ) h left join shared_person_card c on c.id = h.by_id
    order by at desc, what limit 100`.execute(db);
  return rows;
}

/** Where somebody is greeted: the committee, and its newest topic that takes posts. */
export async function landing(db: Db, committeeId: string): Promise<{ committee: string; topicId: string | null }> {
  const { rows } = await sql<{ committee: string; topicId: string | null }>`
    select o.name as committee, (select t.id from shared_topic t join shared_topic_posting p on p.topic_id = t.id
      where t.committee_id = o.id and t.state = 'open' order by p.starts_at desc, t.id desc limit 1) as "topicId"
    from shared_org o where o.id = ${committeeId}`.execute(db);
  return rows[0] ?? { committee: '', topicId: null };
}
/** What is masked before anybody sees it. */
export async function cardOf(
  db: Db,
  committeeId: string,
  personId: string,
  now: Date,
): Promise<{ name: string; sector: string | null } | null> {
  const { rows } = await sql<{ name: string; sector: string | null }>`
    select c.display_name as name, (select x.name from shared_seats(${now}::timestamptz::date) s join shared_sector x on x.id = s.sector_id
      where s.person_id = c.id and s.committee_id = ${committeeId} limit 1) as sector
    from shared_person_card c where c.id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
export async function orgOf(
  db: Db,
  id: string,
): Promise<{ id: string; kind: string; name: string; phone: string | null; committeeId: string | null } | null> {
  const { rows } = await sql<{ id: string; kind: string; name: string; phone: string | null; committeeId: string | null }>`
    select id, kind, name, phone, committee_id as "committeeId" from shared_org where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function standOf(
  db: Db,
  personId: string,
): Promise<{ staff: boolean; duty: boolean; active: boolean; disabled: boolean } | null> {
  const { rows } = await sql<{ staff: boolean; duty: boolean; active: boolean; disabled: boolean }>`
    select w.active or ${frozen} as active, w.disabled, exists (select 1 from shared_staff r where r.person_id = w.person_id) as staff,
      exists (select 1 from shared_role r where r.person_id = w.person_id) as duty
    from shared_way_in w where w.person_id = ${personId}`.execute(db);
  return rows[0] ?? null;
}

/** One maker of chances at a time, until the transaction ends. */
export async function lockMaking(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7203009)`.execute(tx);
}
/** One guesser's guesses one after the other. */
export async function lockGuesser(tx: Tx, address: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${address.readInt32BE(0)}, ${address.readInt32BE(4)})`.execute(tx);
}
/** Wrong guesses since a time: of one address, or of all. */
export async function guessesSince(db: Db, kind: string, subject: Buffer, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from attempt where kind = ${kind} and subject = ${subject} and at > ${since}`.execute(db);
  return rows[0]?.n ?? 0;
}
export async function insertGuess(db: Db, kind: string, subject: Buffer, now: Date): Promise<void> {
  await sql`insert into attempt (subject, kind, at, outcome) values (${subject}, ${kind}, ${now}, 'wrong')`.execute(db);
}
