import type { Tx } from '../../kit/db.ts';
import { cancel, plan } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { watched } from '../../kit/jobs.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { words } from '../../web/words/index.ts';
import { minutesAfter, nextTry } from './rules.ts';
import { TextAway, TextRefused, type TextSender } from './text-sender.ts';
import * as store from './text-store.ts';

export const TEXT = 'access.text';

/** What a message says beside its sentence. */
export interface Written {
  readonly kind: store.NewText['kind'];
  /** The thing whose end makes the message pointless. */
  readonly about: string;
  readonly to: string;
  readonly values: Readonly<Record<string, string>>;
}
/** Writes a message into the outbox, in the transaction of what it tells; it leaves after the commit. */
export async function write(tx: Tx, { sealKey }: House, { kind, about, to, values }: Written, now: Date): Promise<void> {
  const id = newId();
  await store.insertText(tx, { id, kind, about, now, sealed: seal(sealKey, JSON.stringify({ to, values })) });
  await plan(tx, TEXT, id, now);
}
/** What it tells is over. */
export async function unwrite(tx: Tx, about: readonly string[], now: Date): Promise<void> {
  for (const id of await store.dropTexts(tx, about, now)) await cancel(tx, TEXT, id);
}

/** One message a row; the gateway tells a second copy by its id. */
export const textJobs = (house: House, sender: TextSender | null) =>
  watched(house, TEXT, { isOpen: store.isOpen, work: (id) => sendOne(house, sender, id) });

async function sendOne(house: House, sender: TextSender | null, id: string): Promise<void> {
  const row = await store.countTry(house.db, id);
  if (!row) return;
  if (!sender) return giveUp(house, id, 'texts-off');
  const { to, values } = contentOf(unseal(house.sealKey, row.sealed));
  try {
    await sender.send({ id, to, kind: row.kind, values, text: words('zh').access.texts[row.kind](values) });
  } catch (error) {
    // The outside said no, or nothing: staff see it beside the name, and it is tried again by the house's clock.
    return putOff(house, id, row.tries, error);
  }
  await house.db.transaction().execute(async (tx) => {
    await store.textSent(tx, id, house.clock.now());
    await cancel(tx, TEXT, id);
  });
}

async function putOff(house: House, id: string, tries: number, error: unknown): Promise<void> {
  if (error instanceof TextRefused) return giveUp(house, id, `refused ${error.code}`);
  const trouble = error instanceof TextAway ? error.code : 'unknown';
  const minutes = nextTry(tries);
  if (minutes === null) return giveUp(house, id, trouble);
  await house.db.transaction().execute(async (tx) => {
    await store.textTroubled(tx, id, trouble, null);
    await plan(tx, TEXT, id, minutesAfter(house.clock.now(), minutes));
  });
}
const giveUp = (house: House, id: string, trouble: string): Promise<void> =>
  house.db.transaction().execute(async (tx) => {
    await store.textTroubled(tx, id, trouble, house.clock.now());
    await cancel(tx, TEXT, id);
  });

function contentOf(text: string): { to: string; values: Record<string, string> } {
  const held: unknown = JSON.parse(text);
  if (typeof held !== 'object' || held === null || !('to' in held) || !('values' in held)) throw new Error('a message without content');
  return {
    to: String(held.to),
    values: Object.fromEntries(Object.entries(Object(held.values)).map(([name, value]) => [name, String(value)])),
  };
}
