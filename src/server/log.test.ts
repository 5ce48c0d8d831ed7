import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { lively, marks, needles } from '../../test/leaving.ts';
import { begin, empty, type World } from '../../test/world.ts';
import { logOptions } from './log.ts';

vi.setConfig({ testTimeout: 60_000 });

const writingTo = (lines: string[]) =>
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });

/** Catches what processes write to their log: standard output, as in production. */
async function caught(work: () => Promise<void>): Promise<string> {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = ((chunk: string | Uint8Array) => {
    text += Buffer.from(chunk).toString('utf8');
    return true;
  }) as typeof process.stdout.write;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

test('the log of a whole run holds no phone, name, text, code or cookie, even when everything breaks', async () => {
  await using w: World = await begin({ LOG_LEVEL: 'trace' });
  await empty(w);
  const secrets = new Set<string>(needles);
  const lines: string[] = [];
  // What the house writes down, at the loudest.
  const log = pino({ ...logOptions('trace') }, writingTo(lines));
  Object.assign(w.house, { log });
  const printed = await caught(async () => {
    const stage = await lively(w);
    for (const { code } of w.sent) secrets.add(`"${code}"`);
    for (const value of Object.values(stage.author.cookies)) secrets.add(value);
    // A bug in the middle of a request that carries all of it.
    const broken = w.house.files.read;
    Object.assign(w.house.files, {
      read: () => {
        throw new Error('the disk is on fire');
      },
    });
    await stage.author.send('POST', '/api/login-codes', { phone: marks.phone });
    await stage.author.send('GET', `/my/pictures/${stage.post}`, undefined, { 'x-odd': marks.text });
    Object.assign(w.house.files, { read: broken });
    await w.settle();
  });
  w.house.log.error(
    { err: new Error('a bug'), phone: marks.phone, code: '123456', password: marks.text, req: { headers: { cookie: marks.text } } },
    'shown',
  );
  w.house.log.error({ body: { phone: marks.phone, text: marks.text }, user: { nickname: marks.nickname, email: marks.email } }, 'shown');
  const all = printed + lines.join('');
  expect(lines.some((line) => line.includes('shown'))).toBe(true);
  for (const secret of secrets) if (secret.length > 2) expect(all.includes(secret), `“${secret}” in the log`).toBe(false);
});

test('an error of the database tells its code and its place, not the row that it was about', () => {
  const lines: string[] = [];
  const log = pino({ ...logOptions('info') }, writingTo(lines));
  const error = Object.assign(new Error('duplicate key value violates unique constraint "identity_kind_subject_key"'), {
    code: '23505',
    detail: `Key (phone)=(${marks.phone}) already exists.`,
    where: marks.text,
    parameters: [marks.phone],
    query: `select '${marks.phone}'`,
  });
  log.error({ err: error }, 'a bug');
  expect(lines.join('')).toContain('23505');
  for (const secret of [marks.phone, marks.text]) expect(lines.join('')).not.toContain(secret);
});
