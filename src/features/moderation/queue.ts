import type { Call, Signed } from '../../kit/change.ts';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { offered } from '../../kit/lifecycle.ts';
import { allow, bodiesOf, may } from '../../kit/may.ts';
import { unknown } from '../../kit/refusal.ts';
import { type FlagKind, flagKinds, listReadings, READING, readQueue, readReading, type Tab } from './contract.ts';
import { appealStateOf, undoUntil } from './decision-rules.ts';
import { reading as life } from './lifecycle.ts';
import type { ModeratedKinds, ReadingCard } from './registry.ts';
import * as store from './store.ts';

const PAGE = 50;

/** What moderators see before they decide. */
export const queueActions = (house: House, kinds: ModeratedKinds) => ({
  async queue(call: Call, { topic }: { topic?: string }) {
    allow(call.person, readQueue.by, {}, true);
    const bodies = bodiesOf(call.person, readQueue.by);
    const [{ oldestAt, ...counts }, topics] = [
      await store.counts(house.db, { bodies, topicId: topic ?? null }, call.now),
      await store.topicsToRead(house.db, bodies),
    ];
    return { ...counts, oldestAt: oldestAt?.toISOString() ?? null, topics };
  },

  async list(call: Call, { tab, topic, after }: { tab: Tab; topic?: string; after?: string }) {
    allow(call.person, listReadings.by, {}, true);
    const scope = { bodies: bodiesOf(call.person, listReadings.by), topicId: topic ?? null };
    const rows = await store.readings(house.db, { ...scope, tab, after: placeFrom(after), limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const cards = await cardsOf(house.db, kinds, shown);
    const last = shown.at(-1);
    return {
      rows: shown.flatMap((row) => {
        const card = cards.get(row.id);
        return card ? [rowOf(row, card)] : [];
      }),
      next: rows.length > PAGE && last ? placeOf(last) : null,
    };
  },

  async read(call: Signed, { id }: { id: string }) {
    const row = await store.listedOf(house.db, id);
    if (!row) throw unknown('thing');
    allow(call.person, readReading.by, { bodyId: row.committeeId });
    const card = (await cardsOf(house.db, kinds, [row])).get(id);
    if (!card) throw unknown('thing');
    const mine = may(call.person, ['author'], { authorId: row.actedBy });
    const until = row.actedAt && mine && row.previousState ? undoUntil(row.actedAt) : null;
    const offers = offersOf(call, row, card, until);
    return {
      ...commonOf(row, card),
      text: card.text,
      before: card.before,
      pictures: card.pictures.map((picture) => ({ ...picture })),
      url: card.url,
      replyTo: card.replyTo,
      flags: row.flags,
      record: await store.recordOf(house.db, row),
      ownWords: row.ownWords,
      appealWords: row.appealWords,
      appealAnswer: row.appealAnswer,
      appealDecidedAt: row.appealDecidedAt?.toISOString() ?? null,
      appealDecidedBy: row.appealDecidedByName,
      offers,
      undoUntil: offers.includes('undo') ? (until?.toISOString() ?? null) : null,
    };
  },
});
export type QueueActions = ReturnType<typeof queueActions>;

/** The acts of a moderator that the state allows, of what may be done by this one now. */
function offersOf(call: Signed, row: store.Listed, card: ReadingCard, until: Date | null): string[] {
  const refusedByMe = may(call.person, ['author'], { authorId: row.decidedBy });
  return offered(life, row.state).filter((command) => {
    if (!life.commands[command].by.includes('moderator')) return false;
    if (command === 'takeDown') return card.isPublic;
    if (command === 'undo') return until !== null && until > call.now;
    return appealStateOf(row) !== 'asked' || !refusedByMe;
  });
}

/** Cards of any kinds, each asked of the feature that owns it. */
async function cardsOf(db: Db, kinds: ModeratedKinds, rows: readonly store.Listed[]): Promise<Map<string, ReadingCard>> {
  const found = new Map<string, ReadingCard>();
  for (const [kind, moderated] of Object.entries(kinds)) {
    const mine = rows.filter((row) => row.kind === kind);
    if (mine.length === 0) continue;
    const cards = await moderated.cards(db, mine);
    const byThing = new Map(cards.map((card) => [`${card.thingId} ${card.version}`, card]));
    for (const { id, thingId, version } of mine) {
      const card = byThing.get(`${thingId} ${version}`);
      if (card) found.set(id, card);
    }
  }
  return found;
}

const commonOf = (row: store.Listed, card: ReadingCard) => ({
  id: row.id,
  kind: row.kind,
  thingId: row.thingId,
  state: row.state,
  mode: row.mode,
  isChange: row.version > 1,
  topicId: row.topicId,
  topicTitle: card.topicTitle,
  author: { ...card.author },
  arrivedAt: row.arrivedAt.toISOString(),
  decidedAt: (row.decidedAt ?? row.actedAt)?.toISOString() ?? null,
  decidedBy: row.decidedByName,
  reason: row.reason,
  appealedAt: row.appealedAt?.toISOString() ?? null,
});
const rowOf = (row: store.Listed, card: ReadingCard) => ({
  ...commonOf(row, card),
  excerpt: excerptOf(card.text),
  flags: flagKinds.flatMap((kind) => countOf(row, kind)),
});
const countOf = ({ flags }: store.Listed, kind: FlagKind) => {
  const count = flags.filter((flag) => flag.kind === kind).length;
  return count > 0 ? [{ kind, count }] : [];
};
/** The beginning, in one line. */
function excerptOf(text: string): string {
  // Signs beyond the excerpt are not looked at: a text may be long.
  const line = [
    ...text
      .slice(0, READING.excerpt * 4)
      .replace(/\s+/g, ' ')
      .trim(),
  ];
  return line.length > READING.excerpt ? `${line.slice(0, READING.excerpt).join('')}……` : line.join('');
}

const placeOf = ({ at, id }: store.Place): string => Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
function placeFrom(after: string | undefined): store.Place | null {
  const [, at = '', id = ''] =
    /^\["([0-9TZ:.-]{24})","([0-9a-f-]{36})"\]$/.exec(Buffer.from(after ?? '', 'base64url').toString('utf8')) ?? [];
  return id === '' || Number.isNaN(Date.parse(at)) ? null : { at: new Date(at), id };
}
