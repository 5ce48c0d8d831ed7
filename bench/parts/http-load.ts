import { connect, type Socket } from 'node:net';

/** Ready-made requests, sent over so many connections; `rate` per second by the clock, or each as soon as the one before is answered. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly requests: readonly string[];
  readonly rate?: number;
}
export interface Measured {
  readonly seconds: number;
  /** Milliseconds of each request, in their order; from when it was due, so that a stall counts for all that had to wait. */
  readonly took: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
  readonly bytes: number;
}

/** Sends the load: bare sockets, so that the generator takes little of the cores that the server needs. */
export async function send({ port, connections, requests, rate }: Load): Promise<Measured> {
  const took = new Array<number>(requests.length).fill(0);
  const statuses: Record<string, number> = {};
  let bytes = 0;
  let next = 0;
  const lines = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const began = performance.now();
  const dueAt = (n: number) => (rate === undefined ? performance.now() : began + (n * 1000) / rate);
  await Promise.all(
    lines.map(async (line) => {
      for (let n = next++; n < requests.length; n = next++) {
        const due = dueAt(n);
        const wait = due - performance.now();
        if (wait > 0) await new Promise((go) => setTimeout(go, wait));
        const reply = await line.ask(requests[n] ?? '');
        took[n] = performance.now() - due;
        statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
        bytes += reply.bytes;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  return { seconds, took, statuses, bytes };
}

interface Line {
  ask(request: string): Promise<{ status: number; bytes: number }>;
  close(): void;
}

async function open(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let answered: (reply: { status: number; bytes: number }) => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  readReplies(socket, (status, bytes) => answered({ status, bytes }));
  socket.on('close', () => failed(new Error('the server closed a connection')));
  socket.on('error', (error) => failed(error));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        [answered, failed] = [resolve, reject];
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** As much of HTTP as our own server speaks: one reply after the other, each with its length or in chunks. */
function readReplies(socket: Socket, onReply: (status: number, bytes: number) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const headEnd = held.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = held.toString('latin1', 0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const end = length !== undefined ? headEnd + 4 + Number(length) : endOfChunks(held, headEnd + 4, head);
    if (end < 0 || held.length < end) return;
    const status = Number(head.slice(9, 12));
    held = Buffer.alloc(0);
    onReply(status, end);
  });
}
const endOfChunks = (held: Buffer, from: number, head: string): number => {
  if (/^HTTP\/1\.1 (204|304)/.test(head)) return from;
  return held.subarray(-5).toString('latin1') === '0\r\n\r\n' ? held.length : -1;
};

export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
