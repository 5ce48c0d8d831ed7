import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on this machine that keeps what it gets. */
export interface Catcher extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly letters: Letter[];
  /** Resolves with the next letter. */
  next(): Promise<Letter>;
  /** How often it was asked to take one. */
  readonly asked: () => number;
}
export interface Letter {
  readonly to: readonly string[];
  readonly raw: string;
  /** Decoded: what a person reads. */
  readonly subject: string;
  readonly text: string;
}

/** `refuses`: receivers that this server says 550 to; `later`: 450. */
export async function mailCatcher({ port = 0, refuses = [] as string[], later = [] as string[] } = {}): Promise<Catcher> {
  const letters: Letter[] = [];
  const waiting: ((letter: Letter) => void)[] = [];
  let asked = 0;
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onRcptTo({ address }, _session, done) {
      asked += 1;
      const no = (responseCode: number) => Object.assign(new Error(`no such mailbox ${address}`), { responseCode });
      done(refuses.includes(address) ? no(550) : later.includes(address) ? no(450) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const letter = readLetter(
          session.envelope.rcptTo.map(({ address }) => address),
          Buffer.concat(chunks).toString('utf8'),
        );
        done();
        letters.push(letter);
        waiting.shift()?.(letter);
      });
    },
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const { port: open } = server.server.address() as AddressInfo;
  return {
    port: open,
    url: `smtp://127.0.0.1:${open}`,
    letters,
    asked: () => asked,
    next: () => new Promise((take) => waiting.push(take)),
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function readLetter(to: readonly string[], raw: string): Letter {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(head)?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? '';
  const body = rest.join('\r\n\r\n');
  const how = header('Content-Transfer-Encoding').toLowerCase();
  const text =
    how === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : how === 'quoted-printable'
        ? Buffer.from(
            body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString('utf8')
        : body;
  return { to, raw, subject: inWords(header('Subject')), text };
}
const inWords = (value: string): string =>
  value.replace(/\?= +=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, said: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(said, 'base64').toString('utf8')
      : Buffer.from(
          said.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/g, (_m, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );
