import { type Call, change, isUniqueViolation, type Ledger, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow, bodiesOf } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { isBroken } from '../../kit/text.ts';
import { requireStepUp } from '../factors/index.ts';
import { endAllLogins } from '../people/index.ts';
import { dayOf } from './calendar.ts';
import { answerErasureRequest, listErasureRequests } from './contract.ts';
import { eraseIn, settleErasure } from './erasing.ts';
import type { ErasureLedger } from './ledger.ts';
import { erasureRequest as life, type RequestState } from './lifecycle.ts';
import type { Erasable } from './registry.ts';
import { ERASE, isEraseWord } from './rules.ts';
import * as store from './store.ts';

export const ERASE_DUE = 'privacy.erase';
const PAGE = 50;

export interface ErasurePorts {
  readonly erasable: readonly Erasable[];
  readonly book: ErasureLedger;
  /** Told the tokens of ended logins. */
  readonly ended: (tokens: readonly Buffer[]) => void;
}

interface Asked {
  readonly word: string;
  readonly atOnce?: boolean;
  readonly words?: string;
}

/** 注销: a netizen's by themselves, a member's by an answer of the liaison. */
export const erasureActions = (house: House, ports: ErasurePorts) => ({
  async ask(call: Signed, { word, atOnce = false, words = '' }: Asked) {
    if (!isEraseWord(word)) throw new Refusal('erase-word-differs', 409);
    if (isBroken(words)) throw new Refusal('text-broken');
    const committeeId = await store.committeeOf(house.db, call.person.id);
    const now = committeeId === null && atOnce;
    if (now) await requireStepUp(call, house);
    const request = await file(house, call, committeeId, words, now);
    if (!now) return { state: 'waiting' as const, dueAt: request.dueAt?.toISOString() ?? null };
    await carryOut(house, ports, call, request.id, null);
    return { state: 'done' as const, dueAt: null };
  },
  cancel: (call: Signed) =>
    change(house, call, async (tx, ledger) => {
      const open = await store.openRequest(tx, call.person.id);
      if (!open) throw new Refusal('no-erasure-asked', 409);
      const held = await store.lockRequest(tx, open.id);
      await move(tx, ledger, held, 'cancel', { personId: call.person.id, answer: null, now: call.now });
      await cancel(tx, ERASE_DUE, open.id);
      return {};
    }),
  async list(call: Signed, { after }: { after?: string }) {
    allow(call.person, listErasureRequests.by, {}, true);
    const rows = await store.requestsAt(house.db, bodiesOf(call.person, listErasureRequests.by), after ?? null, PAGE + 1);
    return {
      rows: rows.slice(0, PAGE).map((row) => ({
        id: row.id,
        committeeId: row.committeeId ?? '',
        committee: row.committee,
        name: row.name,
        state: row.state,
        askedAt: row.askedAt.toISOString(),
        words: row.words,
        serving: row.serving,
        answeredAt: row.answeredAt?.toISOString() ?? null,
        answeredBy: row.answeredByName,
        answer: row.answer,
      })),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
    };
  },
  async answer(call: Signed, { id, decision, answer = '' }: { id: string; decision: 'carryOut' | 'refuse'; answer?: string }) {
    const found = await house.db.transaction().execute((tx) => store.lockRequest(tx, id));
    if (!found?.committeeId) throw unknown('thing');
    allow(call.person, answerErasureRequest.by, { bodyId: found.committeeId });
    if (isBroken(answer)) throw new Refusal('text-broken');
    if (decision === 'refuse') return refuse(house, call, id, answer.trim());
    await requireStepUp(call, house);
    if (await store.isServing(house.db, found.personId, dayOf(call.now, house.zone))) throw new Refusal('still-serving', 409);
    await carryOut(house, ports, call, id, answer.trim() || null);
    return { state: 'done' as const };
  },
  /** The ticker's part: a day has passed and nobody took it back. */
  due: {
    [ERASE_DUE]: async (id: string, now: Date) => {
      const call: Call = { person: null, now, act: `ticker ${ERASE_DUE}`, address: 'ticker', device: 'ticker', visitor: null };
      await carryOut(house, ports, call, id, null, true);
    },
  },
});
export type ErasureActions = ReturnType<typeof erasureActions>;

/** Writes the request down; a netizen's comes due after a day. */
async function file(house: House, call: Signed, committeeId: string | null, words: string, atOnce: boolean) {
  const id = newId();
  const dueAt = committeeId === null ? new Date(call.now.getTime() + ERASE.hours * 3_600_000) : null;
  try {
    return await change(house, call, async (tx, ledger) => {
      const open = await store.openRequest(tx, call.person.id);
      // Who asked before and proves themselves now need not wait longer.
      if (open && atOnce) return { id: open.id, dueAt: open.dueAt };
      if (open) throw new Refusal('erasure-asked-already', 409);
      const kind = committeeId === null ? ('netizen' as const) : ('member' as const);
      const text = words.trim() || null;
      await store.insertRequest(tx, { id, personId: call.person.id, kind, committeeId, dueAt, words: text, now: call.now });
      if (dueAt) await plan(tx, ERASE_DUE, id, dueAt);
      ledger.record('erasure.asked', { person: call.person.id, request: id, kind, committee: committeeId });
      ledger.step({ thingKind: 'erasureRequest', thingId: id, command: 'ask', from: null, to: 'waiting' });
      return { id, dueAt };
    });
  } catch (error) {
    throw isUniqueViolation(error, 'erasure_request_open') ? new Refusal('erasure-asked-already', 409) : error;
  }
}

interface By {
  readonly personId: string | null;
  readonly answer: string | null;
  readonly now: Date;
}
async function move(
  tx: Tx,
  ledger: Ledger,
  held: store.RequestRow | null,
  command: keyof typeof life.commands,
  by: By,
): Promise<RequestState> {
  if (!held) throw unknown('thing');
  const to = next(life, command, held.state);
  if (!(await store.moveRequest(tx, held.id, to, by))) throw new Refusal('changed-meanwhile', 409);
  ledger.step({ thingKind: 'erasureRequest', thingId: held.id, command, from: held.state, to });
  if (command !== 'carryOut') ledger.record(life.commands[command].fact, { person: held.personId, request: held.id });
  return to;
}

const refuse = (house: House, call: Signed, id: string, answer: string) =>
  change(house, call, async (tx, ledger) => {
    if (answer === '') throw new Refusal('answer-missing', 409);
    await move(tx, ledger, await store.lockRequest(tx, id), 'refuse', { personId: call.person.id, answer, now: call.now });
    return { state: 'refused' as const };
  });

/** The request's state, every entry of the registry and the ledger's row: one transaction. Then the line outside of the database. */
async function carryOut(house: House, ports: ErasurePorts, call: Call, id: string, answer: string | null, byTicker = false): Promise<void> {
  const done = await change(house, call, async (tx, ledger) => {
    if (byTicker && !(await take(tx, ERASE_DUE, id, call.now))) return null;
    const held = await store.lockRequest(tx, id);
    if (byTicker && held?.state !== 'waiting') return null;
    await move(tx, ledger, held, 'carryOut', { personId: call.person?.id ?? null, answer, now: call.now });
    if (!held) return null;
    await cancel(tx, ERASE_DUE, id);
    const tokens = await endAllLogins(tx, held.personId);
    await eraseIn(tx, ledger, ports.erasable, { personId: held.personId, kind: held.kind, at: call.now });
    return { tokens, personId: held.personId, kind: held.kind };
  });
  if (!done) return;
  ports.ended(done.tokens);
  await settleErasure(house, ports.book, { personId: done.personId, kind: done.kind, at: call.now });
}
