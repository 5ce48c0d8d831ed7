import { randomInt } from 'node:crypto';
import { type Call, change, type Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { digest, keyedDigest, newId, newSecret } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Way } from './contract.ts';
import { activation as life } from './lifecycle.ts';
import { daysAfter, GUESSES, minutesAfter, newCode, standing, typedCode } from './rules.ts';
import * as store from './store.ts';
import { unwrite } from './texts.ts';

export const LAPSE = 'activation.lapse';

/** A chance before it is stored: what is printed or sent, and kept nowhere. */
export interface Chance {
  readonly id: string;
  readonly personId: string;
  readonly code: string;
  readonly secret: string;
}
export const chanceFor = (personId: string): Chance => ({
  id: newId(),
  personId,
  code: newCode((below) => randomInt(below)),
  secret: newSecret(),
});
const codeDigest = ({ digestKey }: House, code: string) => keyedDigest(digestKey, `activation:${code}`);

interface Opening {
  readonly way: Way;
  readonly committeeId: string;
  readonly days: number;
}
/** Stores chances and ends those that were out for the same people. Whoever got in meanwhile gets none. @returns those stored. */
export async function open(
  house: House,
  tx: Tx,
  ledger: Ledger,
  call: Call & { person: { id: string } },
  { way, committeeId, days }: Opening,
  chances: readonly Chance[],
): Promise<Chance[]> {
  // One maker at a time: two who print the same sector would each miss what the other made.
  await store.lockMaking(tx);
  const ids = chances.map(({ personId }) => personId);
  const waiting = new Set(
    (await store.seated(tx, { committeeId, personIds: ids, now: call.now })).flatMap((p) => (p.active || p.disabled ? [] : [p.id])),
  );
  const made = chances.filter(({ personId }) => waiting.has(personId));
  await endOpenOf(tx, ledger, [...waiting], call.now);
  const expiresAt = daysAfter(call.now, days);
  const rows = made.map(({ id, personId, code, secret }) => ({
    ...{ id, personId, committeeId, way, expiresAt },
    ...{ code: codeDigest(house, code), secret: digest(secret), madeBy: call.person.id, madeAt: call.now },
  }));
  await store.insertActivations(tx, rows);
  for (const { id, personId } of made) {
    await plan(tx, LAPSE, id, expiresAt);
    ledger.step({ thingKind: 'activation', thingId: id, command: 'make', from: null, to: 'open' });
    ledger.record('activation.made', { activation: id, person: personId, committee: committeeId, way, from: null, to: 'open' });
  }
  return made;
}
/** What is out for these people no longer counts. */
export async function endOpenOf(tx: Tx, ledger: Ledger, personIds: readonly string[], now: Date): Promise<void> {
  for (const held of await store.lockOpenOf(tx, personIds)) await end(tx, ledger, held, 'void', now);
}
/** Ends one chance; a refusal when somebody was faster. */
export async function end(tx: Tx, ledger: Ledger, held: store.HeldActivation, command: 'redeem' | 'void' | 'lapse', now: Date) {
  const to = next(life, command, held.state);
  if (!(await store.moveActivation(tx, held.id, held.state, to, now))) throw new Refusal('changed-meanwhile', 409);
  if (command !== 'lapse') await cancel(tx, LAPSE, held.id);
  await unwrite(tx, [held.id], now);
  ledger.step({ thingKind: 'activation', thingId: held.id, command, from: held.state, to });
  const { id, personId, committeeId, way, state } = held;
  ledger.record(life.commands[command].fact, { activation: id, person: personId, committee: committeeId, way, from: state, to });
  return to;
}

/** By its date, from the ticker. */
export const lapsing = (house: House) => ({
  [LAPSE]: async (id: string, now: Date) => {
    const call: Call = { person: null, now, act: `ticker ${LAPSE}`, address: 'ticker', device: 'ticker', visitor: null };
    await change(house, call, async (tx, ledger) => {
      if (!(await take(tx, LAPSE, id, now))) return;
      const held = await store.lockActivation(tx, id);
      if (held?.state === 'open') await end(tx, ledger, held, 'lapse', now);
    });
  },
});

/** Finds what somebody typed or followed. A wrong guess is counted before the next one of that address is looked at (A21, A22). */
export async function find(house: House, call: Call, given: string): Promise<store.HeldActivation> {
  const code = typedCode(given);
  // A link's 32 random bytes are not guessed; everything else that is no code cannot hit one.
  if (code === null) return known(given.length === 43 ? await store.activationBy(house.db, { secret: digest(given) }) : null);
  const address = keyedDigest(house.digestKey, `address:${call.address}`);
  const found = await house.db.transaction().execute(async (tx) => {
    await store.lockGuesser(tx, address);
    await refuseGuessers(tx, address, call.now);
    const held = await store.activationBy(tx, { code: codeDigest(house, code) });
    if (held) return held;
    await store.insertGuess(tx, 'activation-address', address, call.now);
    await store.insertGuess(tx, 'activation', EVERYBODY, call.now);
    return null;
  });
  return known(found);
}
const EVERYBODY = digest('activation');
function known(held: store.HeldActivation | null): store.HeldActivation {
  if (!held) throw unknown('activation');
  return held;
}
async function refuseGuessers(tx: Tx, address: Buffer, now: Date): Promise<void> {
  const since = minutesAfter(now, -GUESSES.minutes);
  const fromHere = await store.guessesSince(tx, 'activation-address', address, since);
  const inAll = await store.guessesSince(tx, 'activation', EVERYBODY, since);
  if (fromHere >= GUESSES.perAddress || inAll >= GUESSES.inAll)
    throw new Refusal('too-many-tries', 429, { minutes: GUESSES.minutes, seconds: GUESSES.minutes * 60 });
}
/** Refuses what is used up or over. `active`: the person got in by another way meanwhile. */
export function stillOpen(held: store.HeldActivation, stand: { active: boolean; disabled: boolean } | null, now: Date): void {
  const told = stand?.active ? 'activation-used' : !stand || stand.disabled ? 'activation-over' : standing(held, now);
  if (told !== 'open') throw new Refusal(told, 409);
}
