import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every try of one mail, so that receivers can tell a second copy. */
  readonly id: string;
}
/** Brings one mail on its way: throws MailRefused when trying again is useless, anything else when it is not. */
export interface Mailer {
  readonly name: string;
  send(mail: Mail): Promise<void>;
}
/** The receiver's server says no for good. `code` is its SMTP code; its sentence may repeat the address and is not kept. */
export class MailRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`mail refused: ${code}`);
    this.code = code;
  }
}

/** How long one step may take; a job that hangs would hold its place in the queue. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/** By an SMTP server. Plain text only; every mail says that a machine wrote it, so that machines do not answer. */
export function smtpMailer(url: string, from: string): Mailer {
  // A mail's content can name neither files nor addresses to fetch.
  const transport = createTransport(
    { url, ...patience, requireTLS: needsSecrecy(new URL(url)), disableFileAccess: true, disableUrlAccess: true },
    { from },
  );
  const host = from.replace(/^.*@/, '').replace(/>$/, '');
  return {
    name: 'smtp',
    async send({ to, subject, text, id }) {
      try {
        await transport.sendMail({
          // As a structure, never as a header line: an address cannot bring a second receiver along.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        const code = responseCode(error);
        if (code >= 500 && code < 600) throw new MailRefused(String(code));
        throw error;
      }
    },
  };
}

/** A password never travels in the open, whatever the server offers; a server on this machine is not reached over a line. */
const needsSecrecy = ({ protocol, username, hostname }: URL): boolean =>
  protocol === 'smtp:' && username !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** SMTP says 4xx for "later" and 5xx for "never"; 0 when no server answered. */
const responseCode = (error: unknown): number =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;

/** Prints mails where the operator looks. For demos only. */
export const consoleMailer = (say: (line: string) => void): Mailer => ({
  name: 'console',
  send: async ({ to, subject, text }) => say(`邮件（发给 ${to}）${subject}\n${text.replace(/^/gm, '  ')}`),
});
