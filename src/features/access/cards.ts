import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { Refusal } from '../../kit/refusal.ts';
import { words } from '../../web/words/index.ts';
import type { DrawnSheet } from './card-drawing.ts';
import type { Card, Sheet } from './card-rules.ts';

export interface Wanted {
  readonly committee: string;
  readonly phone: string | null;
  readonly siteUrl: string;
  readonly days: number;
  readonly perSheet: 8 | 10;
  readonly cards: readonly Card[];
}
const MOST_MS = 60_000;
// One sheet at a time: each takes 200 MB while it is drawn.
const MAY_WAIT = 4;
let waiting = 0;
let turn: Promise<unknown> = Promise.resolve();

/** The sheets as PDF, drawn by a process of its own. */
export async function drawCards(wanted: Wanted): Promise<Buffer> {
  if (waiting >= MAY_WAIT) throw new Refusal('busy', 503, { seconds: 20 });
  waiting++;
  const mine = turn.then(() => draw(sheetOf(wanted)));
  turn = mine.catch(() => undefined);
  try {
    return Buffer.from((await mine).content);
  } finally {
    waiting--;
  }
}

// Printed cards are Chinese: their readers are the members.
function sheetOf({ committee, phone, siteUrl, days, perSheet, cards }: Wanted): Sheet {
  const said = words('zh').access.card;
  return {
    title: said.title(committee),
    perSheet,
    cards,
    words: {
      committee: said.committee(committee),
      codeLabel: said.code,
      steps: said.steps(`${siteUrl.replace(/^https?:\/\//, '')}/activate`),
      foot: said.foot(days, phone),
      byHand: said.byHand,
    },
  };
}

function draw(sheet: Sheet): Promise<DrawnSheet> {
  const file = new URL(`./card-process${extname(import.meta.url)}`, import.meta.url);
  const child = fork(file, { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const late = setTimeout(() => child.kill('SIGKILL'), MOST_MS);
  return new Promise<DrawnSheet>((done, fail) => {
    child.once('message', (drawn: DrawnSheet) => done(drawn));
    child.once('error', fail);
    child.once('exit', () => fail(new Error('the cards were not drawn')));
    child.send(sheet, (error) => error && fail(error));
  }).finally(() => clearTimeout(late));
}
