import type pg from 'pg';
import { type Line, linesOf } from './compare.ts';
import * as source from './source.ts';
import { type Cells, type HourOf, hear, hearHit, newHeard, newTold, type Told } from './tally.ts';

export interface TopicReport extends source.TopicNamed {
  readonly lines: readonly Line[];
  readonly differences: number;
}
/** What a recount found. It reads facts and the raw visit log, and sets beside them what the statistics show. */
export interface Report {
  readonly agrees: boolean;
  /** Facts there are, and the last one that the statistics have counted. */
  readonly facts: number;
  readonly counted: number;
  readonly house: readonly Line[];
  readonly topics: readonly TopicReport[];
}

/** Counts anew, in the caller's transaction: everything read is of one moment. `topicId` null is every topic. */
export async function recount(client: source.Client, topicId: string | null, zone: string): Promise<Report> {
  const hourOf = hoursIn(zone);
  const named = (await source.topics(client)).filter(({ id }) => topicId === null || id === topicId);
  const places = await source.positions(client);
  const told = await hearFacts(client, topicId, places.counted, hourOf);
  const sectors = await source.sectorNames(client);
  const house = [positionLine(places)];
  const topics: TopicReport[] = [];
  for (const topic of named) {
    const { whole, counted } = told.get(topic.id) ?? { whole: newTold(), counted: new Map() };
    const lines = linesOf(
      {
        counted,
        told: whole,
        heard: await hearHits(client, topic.id, hourOf),
        shownCounts: await source.shownCounts(client, topic.id),
        shownVisits: await source.shownVisits(client, topic.id),
        numberedHits: await source.numberedHits(client, topic.id),
        posts: await source.postRows(client, topic.id),
        likes: await source.likeRows(client, topic.id),
        sectors,
      },
      hourOf,
    );
    topics.push({ ...topic, lines, differences: differing(lines) });
  }
  const agrees = differing(house) === 0 && topics.every(({ differences }) => differences === 0);
  return { agrees, facts: places.there, counted: places.counted, house, topics };
}

export const differing = (lines: readonly Line[]): number => lines.filter(({ differences }) => differences > 0).length;

/** Works in a snapshot: a house that runs meanwhile cannot make two figures of two moments look different. */
export async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await client.query('set local statement_timeout = 0');
    return await work(client);
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** Writes down what was found, topic by topic: the figures' screen shows it. */
export async function record(pool: pg.Pool, report: Report, at: Date): Promise<void> {
  const everywhere = differing(report.house);
  for (const { id, differences } of report.topics)
    await pool.query(
      `insert into recount (topic_id, at, differences) values ($1, $2, $3)
       on conflict (topic_id) do update set at = excluded.at, differences = excluded.differences`,
      [id, at, differences + everywhere],
    );
}

interface Heardof {
  readonly whole: Told;
  /** Cells as they stood at the last fact that the statistics have counted. */
  counted: Cells;
}
async function hearFacts(client: source.Client, topicId: string | null, counted: number, hourOf: HourOf): Promise<Map<string, Heardof>> {
  const told = new Map<string, Heardof>();
  let behind = false;
  const keep = () => {
    for (const one of told.values()) one.counted = new Map(one.whole.cells);
    behind = true;
  };
  for await (const fact of source.facts(client, topicId)) {
    if (!behind && (fact.position === null || fact.position > counted)) keep();
    const topic = typeof fact.body['topic'] === 'string' ? fact.body['topic'] : '';
    const one = told.get(topic) ?? { whole: newTold(), counted: new Map() };
    told.set(topic, one);
    hear(one.whole, fact, hourOf);
  }
  if (!behind) keep();
  return told;
}

async function hearHits(client: source.Client, topicId: string, hourOf: HourOf) {
  const heard = newHeard();
  let visitor = '';
  let latest: Date | null = null;
  for await (const hit of source.hits(client, topicId)) {
    latest = hearHit(heard, hit, hit.visitor === visitor ? latest : null, hourOf);
    visitor = hit.visitor;
  }
  return heard;
}

const positionLine = ({ last, there, missing }: Awaited<ReturnType<typeof source.positions>>): Line => ({
  name: '事实的位置（应连续）',
  own: there,
  shown: last,
  differences: Math.abs(last - there),
  examples: missing.map((position) => `缺第 ${position} 条`),
});

/** Hours begin where the minutes of the zone are zero: half-hour zones too. */
function hoursIn(zone: string): HourOf {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, minute: 'numeric' });
  const known = new Map<number, Date>();
  return (at) => {
    const minute = Math.floor(at.getTime() / 60_000);
    const found = known.get(minute) ?? new Date((minute - Number(format.format(minute * 60_000))) * 60_000);
    known.set(minute, found);
    return found;
  };
}
