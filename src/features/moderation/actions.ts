import { type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { appeal } from './appeals.ts';
import { decideAppeal, decideReading, type ReadingState, reasons, takeDown, WORDLESS_REASON } from './contract.ts';
import { checkUndo, reasonOf, type Said, undoUntil, verdictsOfUndo, wordsOf } from './decision-rules.ts';
import { workingMinutes } from './hours-rules.ts';
import { reading as life, type ReadingCommand } from './lifecycle.ts';
import type { Moderated, ModeratedKinds } from './registry.ts';
import * as store from './store.ts';

export const moderationActions = (house: House, kinds: ModeratedKinds) => ({
  /** 通过 / 不公开 / 暂缓. The thing is moved first: it is locked before its reading, as its author's acts do. */
  decide: (call: Signed, { id, ...said }: Said & { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const reading = await readable(tx, call, id);
      const to = next(life, said.decision, reading.state);
      const { reason, ownWords } = reasonOf(said);
      await thingOf(kinds, reading).decide(tx, ledger, { ...verdictOn(reading, call), verdict: said.decision, reason });
      const worked = said.decision === 'hold' ? null : workingMinutes(reading.arrivedAt, call.now, house.zone);
      const by = call.person.id;
      const done = await store.decide(tx, reading, { to, by, reason, ownWords, worked, now: call.now });
      if (!done) throw new Refusal('changed-meanwhile', 409);
      tell(ledger, reading, said.decision, to, {
        decision: said.decision,
        reason,
        mode: reading.mode,
        waited: Math.round((call.now.getTime() - reading.arrivedAt.getTime()) / 1000),
        decider: by,
      });
      return { state: to, undoUntil: undoUntil(call.now).toISOString() };
    }),

  /** 撤下 what was accepted: a later round beside that decision, refused at once. Taken back, it waits to be read while it is public. */
  takeDown: (call: Signed, { id, ...said }: Omit<Said, 'decision'> & { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const reading = await readable(tx, call, id, takeDown.by);
      next(life, 'takeDown', reading.state);
      const { reason, ownWords } = reasonOf({ ...said, decision: 'refuse' });
      await thingOf(kinds, reading).decide(tx, ledger, { ...verdictOn(reading, call), verdict: 'takeDown', reason });
      const round = { ...reading, id: newId(), state: 'waiting', mode: 'after' } as const;
      const to = next(life, 'refuse', round.state);
      const by = call.person.id;
      await store.openRound(tx, reading, round.id, call.now);
      await store.decide(tx, round, { to, by, reason, ownWords, worked: 0, now: call.now });
      tell(ledger, round, 'takeDown', to, { decision: 'refuse', reason, mode: round.mode, waited: 0, decider: by });
      return { id: round.id, state: to, undoUntil: undoUntil(call.now).toISOString() };
    }),

  undo: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const reading = await readable(tx, call, id);
      const to = next(life, 'undo', reading.state, reading.previousState ?? undefined);
      if (!may(call.person, ['author'], { authorId: reading.actedBy })) throw new Refusal('decided-by-another', 403);
      checkUndo(reading, call.now);
      const shownBefore = reading.state === 'accepted' && reading.version > 1 ? await store.shownBefore(tx, reading) : null;
      for (const verdict of verdictsOfUndo(reading, to))
        await thingOf(kinds, reading).decide(tx, ledger, { ...verdictOn(reading, call), verdict, shownBefore });
      if (!(await store.undo(tx, reading, to))) throw new Refusal('changed-meanwhile', 409);
      tell(ledger, reading, 'undo', to, {
        decision: decisionOf(reading.state),
        reason: reading.reason,
        mode: reading.mode,
        decider: call.person.id,
      });
      return { state: to };
    }),

  appeal: (call: Signed, asked: { id: string; words: string }) =>
    change(house, call, (tx, ledger) => appeal(tx, ledger, call.person, asked, call.now)),

  /** 申诉复核, by another moderator than the one who refused. */
  decideAppeal: (call: Signed, { id, decision, answer = '' }: { id: string; decision: 'grant' | 'uphold'; answer?: string }) =>
    change(house, call, async (tx, ledger) => {
      const reading = await readable(tx, call, id, decideAppeal.by);
      const to = next(life, decision, reading.state);
      if (may(call.person, ['author'], { authorId: reading.decidedBy })) throw new Refusal('refused-by-you', 403);
      const words = wordsOf(answer);
      if (decision === 'uphold' && words === null) throw new Refusal('own-words-missing', 409);
      if (decision === 'grant') await thingOf(kinds, reading).decide(tx, ledger, { ...verdictOn(reading, call), verdict: 'accept' });
      if (!(await store.decideAppeal(tx, id, { to, by: call.person.id, answer: words, now: call.now })))
        throw new Refusal('changed-meanwhile', 409);
      tell(ledger, reading, decision, to, { decision, decider: call.person.id });
      return { state: to };
    }),

  async listReasons() {
    return { rows: reasons.map((code) => ({ code, needsOwnWords: code === WORDLESS_REASON })) };
  },
});
export type ModerationActions = ReturnType<typeof moderationActions>;

/** A reading that exists for this person: one at a committee where they are a moderator. */
async function readable(db: Db | Tx, call: Call, id: string, by = decideReading.by): Promise<store.Reading> {
  const reading = await store.readingOf(db, id);
  if (!reading) throw unknown('thing');
  allow(call.person, by, { bodyId: reading.committeeId });
  return reading;
}
function thingOf(kinds: ModeratedKinds, { kind }: Pick<store.Reading, 'kind'>): Moderated {
  const moderated = kinds[kind];
  if (!moderated) throw new Error(`nobody registered what moderators read as ${kind}`);
  return moderated;
}
const verdictOn = ({ thingId, version }: store.Reading, { now }: Call) => ({ thingId, version, reason: null, shownBefore: null, now });

function decisionOf(state: ReadingState): string {
  return state === 'accepted' ? 'accept' : state === 'refused' ? 'refuse' : 'hold';
}

/** Leaves the step of the reading, and the fact that others react to. */
function tell(
  ledger: Ledger,
  reading: store.Reading,
  command: ReadingCommand,
  to: ReadingState,
  more: Readonly<Record<string, string | number | null>>,
): void {
  // What takes a decision back has no reason of its own; the fact repeats that of the decision, for those who count.
  const why = command === 'undo' ? null : more['reason'];
  ledger.step({
    thingKind: 'reading',
    thingId: reading.id,
    command,
    from: reading.state,
    to,
    ...(typeof why === 'string' && { why }),
  });
  ledger.record(life.commands[command].fact, {
    reading: reading.id,
    kind: reading.kind,
    thing: reading.thingId,
    version: reading.version,
    topic: reading.topicId,
    author: reading.authorId,
    ...more,
  });
}
