import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { appoint, type Caller, good, makeCommittee, signIn, signInByCode, startThrowAway, type ThrowAway } from './installation.ts';
import { hardTexts } from './messages/hard-texts.ts';
import { type MadeUp, madeUpCases } from './messages/made-up.ts';

// bin/replay messages FILE [--first N] [--json]: real messages go in as netizens' posts and must come back byte for byte.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { first: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const MOST = 2000;
const NETIZENS = 60;
/** Below the ten posts a minute that one person has. */
const POSTS_A_MINUTE = 9;
const AT_ONCE = 8;
const SEED = 2026;
const WANTED = { recall: 0.95, falseRate: 0.01 };

interface Message {
  readonly id: string;
  readonly body: string;
}
/** One text on its way in, and the post that it became. */
interface Text {
  readonly name: string;
  readonly text: string;
  readonly tooLong: boolean;
  readonly madeUp: MadeUp | null;
  post: string | null;
}
const differences: string[] = [];
const senders = new Map<string, Set<number>>();
const differ = (what: string): void => {
  if (differences.push(what) <= 20) console.log(`DIFFERENT ${what}`);
};
const say = (line: string): void => console.log(line);

const [file] = positionals;
if (file === undefined) {
  console.error('bin/replay messages FILE [--first N] [--json]');
  process.exit(2);
}
const began = performance.now();
const messages = readMessages(resolve(process.env['HEYI_FROM'] ?? '.', file));
const real = messages.slice(0, Number(values.first ?? messages.length)).map(({ id, body }) => textOf(`message ${id}`, body, null));
const madeUp = madeUpCases(200, SEED).map((one, i) => textOf(`made-up ${i}`, one.text, one));
const hard = Object.entries(hardTexts).map(([name, text]) => textOf(`hard: ${name}`, text, null));
await using house = await startThrowAway();
const topic = await openTopic(house);
const netizens = await Promise.all(
  Array.from({ length: NETIZENS }, () => house.person()).map(async (person, i) => {
    await signInByCode(person, house.codes, String(19_900_000_000 + i), `街坊${i}`, () => 'none');
    return person;
  }),
);
say(`${real.length} messages, ${madeUp.length} made-up cases, ${netizens.length} netizens, signed in after ${seconds()} s`);
await postAll([...real, ...hard, ...madeUp]);
say(`posted and read back after ${seconds()} s`);
report(await readByModerator(house, [...real, ...hard, ...madeUp]));
process.exitCode = differences.length > 0 ? 1 : 0;

function readMessages(path: string): Message[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
function textOf(name: string, text: string, one: MadeUp | null): Text {
  const count = [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].length;
  return { name, text, tooLong: count > MOST, madeUp: one, post: null };
}
function seconds(): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

/** A committee with its staff by SQL, since no screen makes them; the topic by the desk's own way. */
async function openTopic(it: ThrowAway): Promise<string> {
  const place = await it.sql(async (client) => {
    const made = await makeCommittee(client, '清渚市政协', ['教育界', '医药卫生界']);
    await appoint(client, made, 'editor', ['editor'], it.now());
    await appoint(client, made, 'moderator', ['moderator'], it.now());
    return made;
  });
  const editor = it.person();
  await signIn(editor, 'editor');
  const draft = {
    committeeId: place.committeeId,
    hostId: place.hostId,
    title: '大家说说身边的事',
    summary: '身边有什么要改的',
    focus: '背景。',
    figures: [],
    figuresSource: '',
    membersRead: 'after',
    publicRead: 'before',
    parts: [{ kind: 'posting', startsAt: at(it, 1), endsAt: at(it, 20 * 24 * 60) }],
  };
  const { id } = good<{ id: string }>(await editor.send('POST', '/api/topics', draft, { key: 'the-topic-of-all' }), 'the topic is drafted');
  good(await editor.send('POST', `/api/topics/${id}/announcement`, {}), 'the topic is announced');
  await it.moveTo(new Date(at(it, 2)));
  return id;
}
function at(it: ThrowAway, minutes: number): string {
  return new Date(it.now().getTime() + minutes * 60_000).toISOString();
}

/** Eight people at a time, each posting one text after the other, at a pace that the limits allow. */
async function postAll(texts: readonly Text[]): Promise<void> {
  for (let from = 0; from < texts.length; from += NETIZENS * POSTS_A_MINUTE) {
    const round = texts.slice(from, from + NETIZENS * POSTS_A_MINUTE);
    const seats = round.map((text, n) => seatFor(text, n));
    const turns = netizens.map((person, i) => ({ person, texts: round.filter((_, n) => seats[n] === i) }));
    await atOnce(turns, async ({ person, texts: mine }) => {
      for (const text of mine) await post(person, text);
    });
    await house.moveTo(new Date(at(house, 1)));
  }
}
/** Some people sent the same letter twice. One person saying the same words again is answered with the post that stands: so it is another one here. */
function seatFor({ text }: Text, n: number): number {
  const sent = senders.get(text) ?? new Set();
  senders.set(text, sent);
  let seat = n % NETIZENS;
  while (sent.has(seat)) seat = (seat + 1) % NETIZENS;
  sent.add(seat);
  return seat;
}
async function atOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}

/** As the composer does: the draft is saved, then sent; what is refused stays in the draft, what is taken leaves it. */
async function post(person: Caller, it: Text): Promise<void> {
  good(await person.send('PUT', `/api/topics/${topic}/draft`, { text: it.text }), `${it.name}: draft`);
  const sent = await person.send('POST', `/api/topics/${topic}/posts`, { text: it.text }, { key: it.name.replaceAll(' ', '-') });
  const kept = good<{ text: string }>(await person.send('GET', `/api/topics/${topic}/draft`), `${it.name}: draft again`).text;
  if (it.tooLong) {
    if (sent.status !== 409 || !sent.text.includes('"text-too-long"')) differ(`${it.name}: too long, but answered ${sent.status}`);
    if (sent.text.includes(it.text.slice(0, 20))) differ(`${it.name}: the refusal repeats the text`);
    if (!isSame(kept, it.text)) differ(`${it.name}: the draft was not kept as typed`);
    return;
  }
  if (sent.status !== 200) return differ(`${it.name}: ${sent.status} ${sent.text.slice(0, 200)}`);
  if (kept !== '') differ(`${it.name}: the draft is still there after posting`);
  it.post = sent.json<{ id: string }>().id;
  const back = good<{ post: { text: string } }>(await person.send('GET', `/api/posts/${it.post}`), `${it.name}: read back`);
  if (!isSame(back.post.text, it.text)) differ(`${it.name}: read back differently`);
}
function isSame(a: string, b: string): boolean {
  return Buffer.from(a, 'utf8').equals(Buffer.from(b, 'utf8'));
}

interface Listed {
  readonly id: string;
  readonly thingId: string;
  readonly flags: readonly object[];
}
/** Through the moderator's queue: what is flagged, and where in the made-up texts. */
async function readByModerator(it: ThrowAway, texts: readonly Text[]) {
  const moderator = it.person();
  await signIn(moderator, 'moderator');
  const rows = new Map<string, Listed>();
  for (let after = ''; ; ) {
    const page = good<{ rows: Listed[]; next: string | null }>(await moderator.send('GET', `/api/readings?tab=waiting${after}`), 'queue');
    for (const row of page.rows) rows.set(row.thingId, row);
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  const taken = texts.filter((text) => text.post !== null);
  if (rows.size !== taken.length) differ(`${taken.length} posts wait, the queue has ${rows.size}`);
  await it.moveTo(new Date(at(it, 1)));
  let [found, falsely] = [0, 0];
  for (const { name, post: id, madeUp: made } of taken) {
    const row = rows.get(id ?? '');
    if (!row) differ(`${name}: not in the queue`);
    else if (!made) falsely += Number(row.flags.length > 0);
    else if (await isFlagged(moderator, row, made)) found += 1;
    else say(`not found (${made.style}): ${made.text}`);
  }
  return { found, falsely };
}
/** Whether one flag holds the whole number. */
async function isFlagged(moderator: Caller, row: Listed, { start, end }: MadeUp): Promise<boolean> {
  const { flags } = good<{ flags: { start: number; end: number }[] }>(await moderator.send('GET', `/api/readings/${row.id}`), 'reading');
  // A bracket before its first digit is no part of a number.
  return flags.some((flag) => flag.start <= start + 1 && flag.end >= end);
}

function report({ found, falsely }: { found: number; falsely: number }): void {
  const figures = {
    messages: real.length,
    refusedTooLong: real.filter(({ tooLong }) => tooLong).length,
    posted: real.filter((text) => text.post !== null).length,
    hard: hard.length,
    madeUp: madeUp.length,
    found,
    recall: found / madeUp.length,
    falselyFlagged: falsely,
    falseRate: falsely / real.length,
    requests: house.traffic.requests,
    tooFast: house.traffic.tooFast,
    differences: 0,
    seconds: seconds(),
  };
  if (figures.posted + figures.refusedTooLong !== figures.messages) differ('some messages are neither posted nor refused');
  if (figures.recall < WANTED.recall) differ(`recall ${figures.recall} is below ${WANTED.recall}`);
  if (figures.falseRate > WANTED.falseRate) differ(`false flags ${figures.falseRate} are above ${WANTED.falseRate}`);
  figures.differences = differences.length;
  say(
    `messages ${figures.messages} = posted and read back byte for byte ${figures.posted} + refused as too long ${figures.refusedTooLong}`,
  );
  say(`hard texts: ${hard.length}, of which ${hard.filter(({ tooLong }) => tooLong).length} refused as too long`);
  say(`made-up numbers found ${found} of ${madeUp.length} (recall ${figures.recall})`);
  say(`real messages flagged ${falsely} (${(figures.falseRate * 100).toFixed(2)} %)`);
  say(`${figures.requests} requests, ${figures.tooFast} answered 429, ${figures.seconds} s`);
  say(differences.length === 0 ? 'no difference' : `${differences.length} differences`);
  if (values.json) say(JSON.stringify(figures));
}
