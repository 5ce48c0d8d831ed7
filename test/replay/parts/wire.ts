import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';

/** One HTTP request as it goes over the wire. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** A road to one server: kept-alive connections for whole exchanges, single ones for those that break. */
export interface Wire extends Disposable {
  exchange(out: Outgoing): Promise<Reply>;
  /** Connects and is torn away before a byte was written. */
  breakBeforeWriting(): Promise<void>;
  /** Writes the whole request, waits until a reply has come to this machine, and is torn away with none of it read. */
  breakBeforeReading(out: Outgoing): Promise<void>;
}

export function wireTo(port: number, connections = 64): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const host = '127.0.0.1';
  return {
    exchange: (out) =>
      new Promise((resolve, reject) => {
        const request = httpRequest({ host, port, agent, method: out.method, path: out.path, headers: { ...out.headers } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }));
        });
        request.setTimeout(60_000, () => request.destroy(new Error('no reply within a minute')));
        request.on('error', reject);
        request.end(out.body ?? undefined);
      }),
    async breakBeforeWriting() {
      const socket = await opened(port, host);
      socket.destroy();
    },
    async breakBeforeReading(out) {
      const socket = await opened(port, host);
      const body = typeof out.body === 'string' || out.body === null ? Buffer.from(out.body ?? '') : out.body;
      const head = Object.entries({ host: `${host}:${port}`, connection: 'close', ...out.headers, 'content-length': `${body.length}` });
      socket.write(
        Buffer.concat([
          Buffer.from(`${out.method} ${out.path} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`),
          body,
        ]),
      );
      // A server that dies first ends the wait just the same: nothing was read.
      await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
      socket.destroy();
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

async function opened(port: number, host: string): Promise<Socket> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}
