import type { Static } from 'typebox';
import type { Db } from '../../kit/db.ts';
import type { Figures } from './contract.ts';
import { READER } from './readers.ts';
import { shownDays, total, visitsOf, voicesOf } from './rules.ts';
import * as store from './store.ts';

export type FiguresView = Static<typeof Figures>;
type Counts = readonly store.CountCell[];

/** Every figure of a topic, from the rollups; the raw log and the facts are the recount's. */
export async function figuresOf(db: Db, topic: store.TopicRow, now: Date, zone: string): Promise<FiguresView> {
  const visits = await store.visitCells(db, topic.id, zone);
  const counts = await store.countCells(db, topic.id, zone);
  const [first = '', last = '', today = ''] = await store.daysOf(db, [topic.startsAt, topic.endsAt, now], zone);
  const days = shownDays(
    { first, last, today },
    [...visits, ...counts].map(({ day }) => day),
  );
  const recount = await store.lastRecount(db, topic.id);
  const of = (measure: store.Measure) => counts.filter((cell) => cell.measure === measure);
  const visitsOn = Map.groupBy(visits, ({ day }) => day);
  const postsOn = Map.groupBy(of('post'), ({ day }) => day);
  const repliesOn = Map.groupBy(of('reply'), ({ day }) => day);
  return {
    topic: { id: topic.id, title: topic.title, startsAt: topic.startsAt.toISOString(), endsAt: topic.endsAt.toISOString() },
    countedAt: ((await store.behindSince(db, READER)) ?? now).toISOString(),
    recount: recount && { at: recount.at.toISOString(), agreed: recount.differences === 0, differences: recount.differences },
    visits: visitsOf(visits),
    visitsByDay: days.map((day) => ({ day, ...visitsOf(visitsOn.get(day) ?? []) })),
    visitsByHour: Array.from({ length: 24 }, (_, hour) => ({ hour, ...visitsOf(visits.filter((cell) => cell.hour === hour)) })),
    posts: voicesOf(of('post')),
    replies: voicesOf(of('reply')),
    postsByDay: days.map((day) => ({ day, ...voicesOf(postsOn.get(day) ?? []), replies: total(repliesOn.get(day) ?? []) })),
    ...(await sectorsOf(db, topic, counts, zone)),
    likes: likesOf(of('like')),
    moderation: moderationOf(counts),
  };
}

async function sectorsOf(db: Db, topic: store.TopicRow, counts: Counts, zone: string) {
  const of = (measure: store.Measure, id: string) => total(counts.filter((cell) => cell.measure === measure && cell.key === id));
  const heard = counts.filter(({ measure }) => measure === 'post.sector' || measure === 'reply.sector').map(({ key }) => key);
  const rows = await store.sectorsOf(db, topic, [...new Set(heard)], zone);
  const sectors = rows.map((row) => ({ ...row, posts: of('post.sector', row.id), replies: of('reply.sector', row.id) }));
  const own = sectors.filter(({ committee }) => committee === null);
  return { sectors, sectorsHeard: own.filter(({ posts }) => posts > 0).length, sectorsInTerm: own.length };
}

function likesOf(cells: Counts) {
  const of = (kind: string) => total(cells.filter(({ key }) => key === kind));
  const [member, netizen, staff] = [of('member'), of('netizen'), of('staff')];
  return { member, netizen, staff, verified: member + netizen + staff, visitor: of('visitor') };
}

function moderationOf(counts: Counts) {
  const of = (measure: store.Measure, key: string) => total(counts.filter((cell) => cell.measure === measure && cell.key === key));
  const reasons = [...new Set(counts.filter(({ measure }) => measure === 'refusal').map(({ key }) => key))];
  return {
    accepted: of('decision', 'accept'),
    refused: of('decision', 'refuse'),
    held: of('decision', 'hold'),
    reasons: reasons
      .map((reason) => ({ reason, count: of('refusal', reason) }))
      .filter(({ count }) => count !== 0)
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    appealsGranted: of('appeal', 'grant'),
    appealsUpheld: of('appeal', 'uphold'),
  };
}
