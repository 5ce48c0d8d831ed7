import { cancel, plan } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { watched } from '../../kit/jobs.ts';
import { words } from '../../web/words/index.ts';
import { mailboxOf } from '../people/index.ts';
import * as store from './mail-store.ts';
import { type Mail, type Mailer, MailRefused } from './mailer.ts';
import { MAIL } from './readers.ts';
import { isStale, nextTry } from './rules.ts';

export interface Sender {
  readonly mailer: Mailer;
  readonly siteName: string;
  readonly publicUrl: string;
}

/** One mail a notice. `notice_mail` is the effect that happens once; a copy after a crash between sending and writing it down carries the same Message-ID. */
export const noticeMails = (house: House, sender: Sender | null) =>
  watched(house, MAIL, { isOpen: store.openMail, work: (id) => sendOne(house, sender, id) });

async function sendOne(house: House, sender: Sender | null, id: string): Promise<void> {
  const mail = await store.countTry(house.db, id);
  if (!mail) return;
  const mailbox = await mailboxOf(house, mail.personId);
  if (!sender || !mailbox) return giveUp(house, id, sender ? 'no-address' : 'mail-off');
  if (isStale(mail.shownFrom, house.clock.now())) return giveUp(house, id, 'too-late');
  try {
    await sender.mailer.send(mailOf(id, mail, mailbox, sender));
  } catch (error) {
    // The outside said no, or nothing: told to the operator by `notice_mail`, tried again by the house's clock.
    return putOff(house, id, mail.tries, error);
  }
  await house.db.transaction().execute(async (tx) => {
    await store.mailSent(tx, id, house.clock.now());
    await cancel(tx, MAIL, id);
  });
}

async function putOff(house: House, id: string, tries: number, error: unknown): Promise<void> {
  if (error instanceof MailRefused) return giveUp(house, id, `refused ${error.code}`);
  const now = house.clock.now();
  const next = nextTry(tries, now);
  if (!next) return giveUp(house, id, troubleOf(error));
  await house.db.transaction().execute(async (tx) => {
    await store.mailTroubled(tx, id, troubleOf(error), null);
    await plan(tx, MAIL, id, next);
  });
}
const giveUp = (house: House, id: string, trouble: string): Promise<void> =>
  house.db.transaction().execute(async (tx) => {
    await store.mailTroubled(tx, id, trouble, house.clock.now());
    await cancel(tx, MAIL, id);
  });
/** A code only: the sentence of a mail server may repeat the address. */
const troubleOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** Says that something happened and where to read it; nothing of what anybody wrote leaves the house by mail. */
function mailOf(
  id: string,
  { kind, toMine }: store.MailRow,
  { address, locale }: { address: string; locale: 'zh' | 'en' },
  { siteName, publicUrl }: Sender,
): Mail {
  const said = words(locale).notices;
  const sentence = kind === 'reply' && !toMine ? said.mail.sentences.replyBelow : said.mail.sentences[kind];
  return {
    id,
    to: address,
    subject: said.mail.subject(siteName, sentence),
    text: said.mail.text(sentence, `${publicUrl}/notices/${id}`, `${publicUrl}/mine`),
  };
}
