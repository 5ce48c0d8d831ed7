import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { Refusal } from '../../kit/refusal.ts';
import { FILE } from './contract.ts';
import type { Drawn } from './drawing.ts';

export interface Picture {
  readonly content: Uint8Array;
  readonly width: number;
  readonly height: number;
}
// One after the other: a picture of 50 megapixels takes its memory once. The process rests, and gives it back, when nothing came for a while.
const MAY_WAIT = 20;
const MOST_MS = 20_000;
const REST_MS = 20_000;
let waiting = 0;
let turn: Promise<unknown> = Promise.resolve();

/** The picture as it is kept: upright, small enough to read on a phone, without place, time and device it was taken with. */
export async function redraw(path: string): Promise<Picture> {
  if (waiting >= MAY_WAIT) throw new Refusal('busy', 503, { seconds: 10 });
  waiting++;
  const mine = turn.then(() => ask(path));
  turn = mine.catch(() => undefined);
  try {
    const drawn = await mine;
    if ('refused' in drawn) throw new Refusal(drawn.refused, 422, { most: FILE.pixels / 1_000_000 });
    return drawn;
  } finally {
    waiting--;
  }
}

let child: ChildProcess | undefined;
let resting: NodeJS.Timeout | undefined;

async function ask(path: string): Promise<Drawn> {
  clearTimeout(resting);
  child ??= begin();
  const painter = child;
  const drawn = await new Promise<Drawn>((answer) => {
    const broken = () => answer({ refused: 'picture-broken' });
    const late = setTimeout(() => painter.kill('SIGKILL'), MOST_MS);
    painter.once('exit', broken);
    painter.once('message', (said: Drawn) => {
      clearTimeout(late);
      painter.off('exit', broken);
      answer(said);
    });
    painter.send(path, (error) => error && broken());
  });
  resting = setTimeout(() => end(painter), REST_MS);
  resting.unref();
  return drawn;
}

function begin(): ChildProcess {
  const file = new URL(`./drawing${extname(import.meta.url)}`, import.meta.url);
  const painter = fork(file, { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const forget = () => {
    if (child === painter) child = undefined;
  };
  painter.once('exit', forget);
  painter.on('error', forget);
  // Whoever waits for a picture holds the process open; this one does not.
  painter.unref();
  painter.channel?.unref();
  return painter;
}
function end(painter: ChildProcess): void {
  if (child === painter) child = undefined;
  painter.disconnect();
}
