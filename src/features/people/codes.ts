import { randomInt } from 'node:crypto';
import { type Call, change } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest, newId, newSecret } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { CODE } from './rules.ts';
import * as store from './store.ts';

/** Brings a one-time code to a phone or a mailbox. The default prints it; production refuses that one. */
export interface CodeSender {
  readonly name: string;
  send(to: string, code: string, purpose: Purpose): Promise<void>;
}
export type Purpose = store.CodePurpose;

const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** Where a code goes, and the thing that it is asked for: it serves nothing else. */
export interface Asked {
  readonly purpose: Purpose;
  readonly to: string;
  readonly about?: string;
}

/** Makes a code bound to this request, within the limits of subject and address, and sends it after commit. */
export async function sendCode(house: House, sender: CodeSender, call: Call, { purpose, to, about }: Asked) {
  // One number has one limit, whatever its codes are for.
  const subject = keyedDigest(house.digestKey, `${purpose === 'email' ? 'email' : 'phone'}:${to}`);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const request = newSecret();
  const expiresAt = new Date(call.now.getTime() + CODE.minutes * 60_000);
  await change(house, call, async (tx, ledger) => {
    if (about !== undefined) ledger.concerns(about);
    await store.lockSubject(tx, subject);
    await withinLimits(tx, call, house, subject);
    await store.insertAttempt(tx, 'code', subject, call.now, 'sent');
    await store.insertAttempt(tx, 'code-address', addressSubject(house, call), call.now, 'sent');
    await store.insertCode(tx, {
      id: newId(),
      purpose,
      about: about ?? null,
      subject,
      request,
      expiresAt,
      now: call.now,
      sealed: seal(house.sealKey, to),
      code: keyedDigest(house.digestKey, `${request}:${code}`),
    });
  });
  await sender.send(to, code, purpose);
  return { request, expiresAt: expiresAt.toISOString() };
}

const addressSubject = (house: House, call: Call) => keyedDigest(house.digestKey, `address:${call.address}`);

async function withinLimits(tx: Tx, call: Call, house: House, subject: Buffer): Promise<void> {
  const since = (sent: readonly Date[], minutes: number) => sent.filter((at) => at > minutesBefore(call.now, minutes)).length;
  const sent = await store.attemptsSince(tx, 'code', subject, minutesBefore(call.now, 24 * 60));
  const fromHere = await store.attemptsSince(tx, 'code-address', addressSubject(house, call), minutesBefore(call.now, 60));
  const over =
    since(sent, 1) >= CODE.perMinute
      ? 1
      : since(sent, 60) >= CODE.perHour || fromHere.length >= CODE.perAddressHour
        ? 60
        : sent.length >= CODE.perDay
          ? 24 * 60
          : 0;
  if (over > 0) throw new Refusal('too-many-codes', 429, { minutes: over, seconds: over * 60 });
}

/**
 * Redeems a code inside the caller's transaction. A wrong try is counted in a transaction of its own, so that the refusal does
 * not undo it. @returns to whom the code went.
 */
export async function redeem(
  house: House,
  tx: Tx,
  { purpose, about }: Pick<Asked, 'purpose' | 'about'>,
  { request, code }: { readonly request: string; readonly code: string },
  now: Date,
): Promise<{ to: string; subject: Buffer }> {
  const held = await store.lockCode(tx, purpose, request);
  if (!held || held.about !== (about ?? null) || held.usedAt || held.expiresAt <= now || held.tries >= CODE.tries)
    throw new Refusal('code-expired', 403);
  if (!keyedDigest(house.digestKey, `${request}:${code}`).equals(held.code)) throw new WrongCode(held.id, CODE.tries - held.tries - 1);
  await store.spendCode(tx, held.id, now);
  return { to: unseal(house.sealKey, held.sealed), subject: held.subject };
}

class WrongCode extends Refusal {
  readonly codeId: string;
  constructor(codeId: string, left: number) {
    super('wrong-code', 403, { left });
    this.codeId = codeId;
  }
}

/** Runs `work` and, when it met a wrong code, counts the try after the rollback. */
export async function countingTries<T>(house: House, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongCode) await house.db.transaction().execute((tx) => store.countTry(tx, error.codeId));
    throw error;
  }
}
