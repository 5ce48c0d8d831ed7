import { type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { Input } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next, offered } from '../../kit/lifecycle.ts';
import { allow, bodiesOf, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { changeTopic, draftTopic, type TopicState } from './contract.ts';
import { topic as life } from './lifecycle.ts';
import { materialsOf, picturesOf } from './material-store.ts';
import { checkKinds, checkTopicTexts, checkWhole, isDated, type PartDates, postingPart, stations } from './rules.ts';
import * as store from './store.ts';

const PAGE = 20;
type TopicCommand = keyof typeof life.commands;
type Written = Omit<Input<typeof changeTopic>, 'id'>;

export const topicActions = (house: House) => ({
  async list(call: Call, q: { committee?: string; state?: TopicState; after?: string }) {
    const after = q.after !== undefined && /^[0-9a-f-]{36}$/.test(q.after) ? q.after : undefined;
    const rows = await store.topics(house.db, {
      ...q,
      ...(after !== undefined && { after }),
      drafts: bodiesOf(call.person, ['editor']),
      limit: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const tallies = await talliesOf(
      house,
      shown.map(({ id }) => id),
    );
    return {
      rows: shown.map((row) => cardOf(row, tallies, call.now)),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
    };
  },

  async read(call: Call, { id }: { id: string }) {
    const row = await visible(house.db, call, id);
    // The same for all who look.
    const { figures, pictures } = await house.memory.remember(`topic ${id}`, [id], async () => ({
      figures: await store.figuresOf(house.db, id),
      pictures: await picturesOf(house.db, id),
    }));
    const materials = await materialsOf(house.db, id);
    return {
      ...cardOf(row, await talliesOf(house, [id]), call.now),
      hostId: row.hostId,
      version: row.version,
      focus: row.focus,
      figures,
      figuresSource: row.figuresSource,
      pictures: pictures.map((picture) => ({ ...picture, url: `/topics/${id}/pictures/${picture.id}` })),
      materials: materials.map((m) => ({ ...m, at: m.at.toISOString(), url: `/topics/${id}/materials/${m.id}/${m.version}` })),
      membersRead: row.membersRead,
      publicRead: row.publicRead,
      parts: row.parts.map(({ kind, startsAt, endsAt }) => ({
        kind,
        startsAt: startsAt?.toISOString() ?? null,
        endsAt: endsAt?.toISOString() ?? null,
      })),
      withdrawnWhy: row.withdrawnWhy,
      offers: offersOf(call, row),
    };
  },

  draft: (call: Signed, { committeeId, ...written }: Written & { committeeId: string }) =>
    change(house, call, async (tx, ledger) => {
      allow(call.person, draftTopic.by, { bodyId: committeeId });
      const text = await checked(tx, committeeId, written);
      const id = newId();
      await store.insertTopic(tx, { ...text, id, committeeId, personId: call.person.id, now: call.now });
      ledger.step({ thingKind: 'topic', thingId: id, command: 'draft', from: null, to: 'draft' });
      ledger.record('topic.drafted', { topic: id, committee: committeeId });
      return { id, version: 1 };
    }),

  /** Changes text and dates; a later end opens a closed topic again, an earlier one closes it when the ticker comes. */
  change: (call: Signed, { id, ...written }: Written & { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const row = await editable(tx, call, id);
      if (row.state === 'withdrawn') throw new Refusal('changed-meanwhile', 409, { state: row.state });
      const text = await checked(tx, row.committeeId, written);
      const dated = row.announcedAt === null ? null : checkWhole(text);
      const version = call.match ?? 0;
      if (version !== row.version || !(await store.updateTopic(tx, id, version, { ...text, personId: call.person.id, now: call.now })))
        throw new Refusal('changed-by-another', 412, { version: row.version });
      const extended = dated !== null && (await replan(tx, ledger, row, postingPart(dated), call.now));
      ledger.record('topic.changed', { topic: id, version: version + 1 });
      ledger.concerns(id);
      return { version: version + 1 + Number(extended) };
    }),

  /** 发布预告: only whole; from now on it opens and closes by itself at its dates. */
  announce: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const row = await editable(tx, call, id);
      next(life, 'announce', row.state);
      const posting = postingPart(checkWhole({ ...row, figures: await store.figuresOf(tx, id) }));
      if (posting.endsAt <= call.now) throw new Refusal('posting-is-over', 409, { at: posting.endsAt.toISOString() });
      const state = await move(tx, ledger, row, 'announce', call.now);
      await plan(tx, 'topic.open', id, posting.startsAt);
      return { state };
    }),
  open: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const row = await editable(tx, call, id);
      if (windowOf(row).startsAt > call.now) await store.movePosting(tx, id, 'starts_at', call.now);
      return { state: await openNow(tx, ledger, row, call.now) };
    }),
  close: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const row = await editable(tx, call, id);
      const state = await move(tx, ledger, row, 'close', call.now);
      if (windowOf(row).endsAt > call.now) await store.movePosting(tx, id, 'ends_at', call.now);
      await cancel(tx, 'topic.close', id);
      return { state };
    }),
  withdraw: (call: Signed, { id, why }: { id: string; why: string }) =>
    change(house, call, async (tx, ledger) => {
      const row = await editable(tx, call, id);
      const state = await move(tx, ledger, row, 'withdraw', call.now, why);
      await cancel(tx, 'topic.open', id);
      await cancel(tx, 'topic.close', id);
      return { state };
    }),

  /** The ticker's part: opens and closes by date, unless somebody was first. */
  due: {
    'topic.open': (id: string, now: Date) =>
      byTicker(
        house,
        'topic.open',
        id,
        now,
        async (tx, ledger, row) => void (row.state === 'announced' && (await openNow(tx, ledger, row, now))),
      ),
    'topic.close': (id: string, now: Date) =>
      byTicker(
        house,
        'topic.close',
        id,
        now,
        async (tx, ledger, row) => void (row.state === 'open' && (await move(tx, ledger, row, 'close', now))),
      ),
  },
});
export type TopicActions = ReturnType<typeof topicActions>;

const datesOut = ({ kind, startsAt, endsAt }: PartDates) => ({ kind, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
/** The posting window of a topic that everybody may see: it has one. */
const windowOf = (row: store.TopicRow): PartDates => postingPart(row.parts.filter(isDated));

const talliesOf = (house: House, ids: readonly string[]) =>
  house.memory.remember(
    `tally ${ids.join(' ')}`,
    ids.map((id) => `post ${id}`),
    () => store.talliesOf(house.db, ids),
  );

function cardOf(row: store.TopicRow, tallies: ReadonlyMap<string, store.Tally>, now: Date) {
  const parts = row.parts.filter(isDated);
  const posting = parts.find(({ kind }) => kind === 'posting');
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    committeeId: row.committeeId,
    committee: row.committee,
    committeeShort: row.committeeShort,
    host: row.host,
    state: row.state,
    stations: stations({ state: row.state, parts }, now).map((station) => ({ ...datesOut(station), state: station.state })),
    posting: posting ? { startsAt: posting.startsAt.toISOString(), endsAt: posting.endsAt.toISOString() } : null,
    ...(tallies.get(row.id) ?? { posts: 0, memberPosts: 0, sectors: 0 }),
    demo: row.demo,
  };
}

/** The acts this person is offered: what the state allows, of what their standing allows. */
function offersOf(call: Call, row: store.TopicRow): string[] {
  if (!may(call.person, changeTopic.by, { bodyId: row.committeeId })) return [];
  return [...(row.state === 'withdrawn' ? [] : ['change']), ...offered(life, row.state).filter((command) => command !== 'extend')];
}

async function visible(db: Db, call: Call, id: string): Promise<store.TopicRow> {
  const row = await store.topicOf(db, id);
  if (!row) throw unknown('thing');
  if (row.announcedAt === null) allow(call.person, ['editor'], { bodyId: row.committeeId });
  return row;
}
async function editable(tx: Tx, call: Signed, id: string): Promise<store.TopicRow> {
  const row = await store.topicOf(tx, id);
  if (!row) throw unknown('thing');
  allow(call.person, changeTopic.by, { bodyId: row.committeeId }, row.announcedAt !== null);
  return row;
}

/** What holds of drafts too: each part once, nothing classified, a host of this committee. */
async function checked(tx: Tx, committeeId: string, written: Written): Promise<store.TopicText> {
  const at = (moment: string | null) => (moment === null ? null : new Date(moment));
  const parts = written.parts.map(({ kind, startsAt, endsAt }) => ({ kind, startsAt: at(startsAt), endsAt: at(endsAt) }));
  checkKinds(parts);
  checkTopicTexts(written);
  if (written.hostId !== null && !(await store.isHostOf(tx, written.hostId, committeeId))) throw new Refusal('unknown-host');
  return { ...written, parts };
}

async function move(tx: Tx, ledger: Ledger, row: store.TopicRow, command: TopicCommand, now: Date, why?: string) {
  const to = next(life, command, row.state);
  const more = {
    ...(command === 'announce' && { announcedAt: now }),
    ...(command === 'close' && { endedAt: now }),
    ...(why !== undefined && { why }),
  };
  if (!(await store.moveTopic(tx, row.id, row.state, to, more))) throw new Refusal('changed-meanwhile');
  ledger.step({ thingKind: 'topic', thingId: row.id, command, from: row.state, to, ...(why !== undefined && { why }) });
  ledger.record(life.commands[command].fact, { topic: row.id, committee: row.committeeId, from: row.state, to });
  return to;
}
/** New dates of an announced topic: plans what happens by itself; a closed one whose window ends later opens again, and says so. */
async function replan(tx: Tx, ledger: Ledger, row: store.TopicRow, posting: PartDates, now: Date): Promise<boolean> {
  const extended = row.state === 'closed' && posting.endsAt > now;
  if (extended) await move(tx, ledger, row, 'extend', now);
  if (row.state === 'announced') await plan(tx, 'topic.open', row.id, posting.startsAt);
  if (row.state === 'open' || extended) await plan(tx, 'topic.close', row.id, posting.endsAt);
  return extended;
}
async function openNow(tx: Tx, ledger: Ledger, row: store.TopicRow, now: Date) {
  const state = await move(tx, ledger, row, 'open', now);
  await cancel(tx, 'topic.open', row.id);
  await plan(tx, 'topic.close', row.id, windowOf(row).endsAt);
  return state;
}

async function byTicker(
  house: House,
  kind: string,
  id: string,
  now: Date,
  work: (tx: Tx, ledger: Ledger, row: store.TopicRow) => Promise<void>,
) {
  await change(
    house,
    { person: null, now, act: `ticker ${kind}`, address: 'ticker', device: 'ticker', visitor: null },
    async (tx, ledger) => {
      if (!(await take(tx, kind, id, now))) return;
      const row = await store.topicOf(tx, id);
      if (row) await work(tx, ledger, row);
    },
  );
}
