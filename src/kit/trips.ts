import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { House } from './house.ts';
import { digest, newSecret } from './ids.ts';
import { seal, unseal } from './seal.ts';

/** Somebody who goes to another site to prove who they are, and comes back: 10 minutes, in the same browser, once. */
export interface Trip {
  /** Travels with them. */
  readonly state: string;
  /** Stays in the browser, as a cookie. */
  readonly mark: string;
  readonly endsAt: Date;
}
type Data = Readonly<Record<string, string>>;
const MINUTES = 10;

/** `mark`: of a trip that this browser is on already, in another tab. */
export async function beginTrip(
  { db, sealKey }: House,
  { kind, data, mark, now, minutes = MINUTES }: { kind: string; data: Data; mark: string | null; now: Date; minutes?: number },
): Promise<Trip> {
  // Hex: not every site brings back more than letters and digits.
  const trip = {
    state: Buffer.from(newSecret(), 'base64url').toString('hex'),
    mark: mark ?? newSecret(),
    endsAt: new Date(now.getTime() + minutes * 60_000),
  };
  await sql`insert into round_trip (state, browser, kind, sealed, ends_at)
    values (${digest(trip.state)}, ${digest(trip.mark)}, ${kind}, ${seal(sealKey, JSON.stringify(data))}, ${trip.endsAt})`.execute(db);
  return trip;
}

interface Asked {
  readonly kind: string;
  readonly state: string;
  readonly mark: string | null;
  readonly now: Date;
}
/** Deleted before it is looked at: what was taken once, by whomever, is never taken again. */
export async function takeTrip({ db, sealKey }: House, asked: Asked, by: Db = db): Promise<Data | null> {
  if (asked.mark === null) return null;
  const { rows } = await sql<Row>`delete from round_trip where state = ${digest(asked.state)} and kind = ${asked.kind}
    and browser = ${digest(asked.mark)} returning sealed, ends_at as "endsAt"`.execute(by);
  return openedRow(sealKey, rows[0], asked.now);
}
/** As takeTrip, and leaves it there: for a page that asks before it takes. */
export async function seeTrip({ db, sealKey }: House, asked: Asked): Promise<Data | null> {
  if (asked.mark === null) return null;
  const { rows } = await sql<Row>`select sealed, ends_at as "endsAt" from round_trip
    where state = ${digest(asked.state)} and kind = ${asked.kind} and browser = ${digest(asked.mark)}`.execute(db);
  return openedRow(sealKey, rows[0], asked.now);
}
export async function forgetTrips(db: Db, now: Date): Promise<void> {
  await sql`delete from round_trip where ends_at <= ${now}`.execute(db);
}

interface Row {
  readonly sealed: Buffer;
  readonly endsAt: Date;
}
function openedRow(sealKey: House['sealKey'], row: Row | undefined, now: Date): Data | null {
  if (!row || row.endsAt <= now) return null;
  const held: unknown = JSON.parse(unseal(sealKey, row.sealed));
  return Object.fromEntries(Object.entries(Object(held)).map(([name, value]) => [name, String(value)]));
}
