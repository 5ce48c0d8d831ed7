import type { Config } from '../config/config.ts';
import { consoleMailer, type Mailer, MailRefused, smtpMailer } from '../features/notices/mailer.ts';
import type { CodeSender } from '../features/people/codes.ts';
import type { House } from '../kit/house.ts';
import { newId } from '../kit/ids.ts';
import { Refusal } from '../kit/refusal.ts';
import { words } from '../web/words/index.ts';

/** How this installation sends mail: by its server; printed in a demo; not at all in production without one. */
export function mailerOf(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'mode'>, say: (line: string) => void): Mailer | null {
  if (config.smtpUrl !== undefined && config.mailFrom !== undefined) return smtpMailer(config.smtpUrl, config.mailFrom);
  return config.mode === 'demo' ? consoleMailer(say) : null;
}

/** One-time codes travel by the same mailer. Whoever waits for one is told at once when it cannot be sent. */
export const codesByMail = (mailer: Mailer, siteName: string, log: House['log']): CodeSender => ({
  name: mailer.name,
  async send(to, code) {
    const { subject, text } = words('zh').notices.mail.code;
    try {
      await mailer.send({ to, subject: subject(siteName), text: text(code), id: newId() });
    } catch (error) {
      // Translated for the person; the operator reads why in the log, without the address.
      log.warn({ code: error instanceof MailRefused ? error.code : codeOf(error) }, 'a code was not sent');
      throw new Refusal('mail-away', 503, { seconds: 60 });
    }
  },
});
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
