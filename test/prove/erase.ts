import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { readKey, readSealKeys } from '../../src/operations/keys.ts';
import { address } from '../../src/operations/postgres.ts';
import { type Installation, install, type Running, within } from '../house/installation.ts';
import { multipart } from '../multipart.ts';
import { foundIn, foundInFiles } from '../searching.ts';

// One author leaves a whole installation: text, phone and nickname are looked for in every table and file, in what is served, in the log,
// and after a restore of a backup that is older than their leaving.
const mark = {
  phone: '13987654321',
  nickname: '渡口的老船工',
  text: '渡口夜班船应当加开两班方便下夜班的工人',
  draft: '还没写完的草稿提到了祠堂边的老码头',
};
const needles: readonly string[] = Object.values(mark);
let passed = 0;
let failed = 0;
const tell = (good: boolean, line: string): void => {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${line}`);
};

await using house = await install({ HEYI_CLOCK: 'manual', LIMITS: 'off' });
const running = await house.start();
const author = await arrive(running);
const topic = await openTopic(house);
await leaveTraces(author, topic);
const file = join(house.home, 'older.backup');
const backup = await house.run('bin/backup', [file]);
tell(backup.code === 0, `a backup before they leave ${backup.err}`);
const sheet = join(house.home, 'sheet');
writeFileSync(sheet, (await house.run('bin/backup', ['--recovery-sheet'])).out);
const before = await search(house);
for (const needle of needles)
  tell(
    before.some((place) => place.endsWith(needle)),
    `“${needle.slice(0, 6)}…” is found before`,
  );
const counted = await figures(house);

const asked = await author.send('POST', '/api/me/erasure', JSON.stringify({ word: '注销' }));
tell(asked.ok, `asked to leave: ${await asked.text()}`);
await moveClock(house, running, 25 * 60);
const began = performance.now();
await within(20_000, async () => (await search(house)).length === 0).catch(() => undefined);
tell((await search(house)).length === 0, `found in no table ${(await search(house)).join(', ')}`);
const inFiles = foundInFiles(house.dataDir, needles, /\/data\/(pg|keys)\//);
tell(inFiles.length === 0, `found in no file of the data folder ${inFiles.join(', ')}`);
tell(
  needles.every((needle) => !logOf(running).includes(needle)),
  'found in no line of the log',
);
for (const path of [`/topics/${topic}`, '/topics', '/', '/openapi.json', `/topics/${topic}/figures.xlsx`]) {
  const body = Buffer.from(await (await fetch(running.url + path)).arrayBuffer());
  tell(
    needles.every((needle) => !body.includes(needle)),
    `not served at ${path.replace(topic, ':id')}`,
  );
}
tell(JSON.stringify(await figures(house)) === JSON.stringify(counted), 'figures are what they were');
const recount = await house.run('bin/recount', ['--all']);
tell(recount.code === 0, `recount agrees (exit ${recount.code})`);
console.log(`     searched in ${((performance.now() - began) / 1000).toFixed(1)} s`);
await running.interrupt();

const ledger = join(house.dataDir, 'erasures.ledger');
tell(readFileSync(ledger, 'utf8').trim().split('\n').length === 1, 'one line in the ledger');
{
  await using other = await install({ HEYI_CLOCK: 'manual' });
  const restored = await other.run('bin/restore', [file, '--sheet', sheet, '--erasures', ledger]);
  tell(restored.code === 0 && restored.out.includes('其中 1 人'), `restored: ${restored.out.trim().split('\n').at(-2)} ${restored.err}`);
  const files = foundInFiles(other.dataDir, needles, /\/data\/(pg|keys)\//);
  tell(files.length === 0, 'in no file of the restored installation, before it ever served');
  const again = await other.start(['--empty']);
  tell((await search(other)).length === 0, `in no table of the restored installation ${(await search(other)).join(', ')}`);
  const page = await (await fetch(`${again.url}/topics/${topic}`)).text();
  tell(page.includes('作者已注销，内容已删除') && !page.includes(mark.text), 'the restored page shows the tombstone');
  tell((await other.run('bin/recount', ['--all'])).code === 0, 'recount of the restored installation agrees');
}
{
  // The same without the ledger: what this drill would look like if nobody went by it.
  await using other = await install({ HEYI_CLOCK: 'manual' });
  const restored = await other.run('bin/restore', [file, '--sheet', sheet]);
  tell(restored.out.includes('没有找到注销名单'), 'without a ledger it is said that people are back');
  await other.start(['--empty']);
  tell((await search(other)).length > 0, 'and they are: the search finds what is there');
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;

interface Author {
  send(method: string, path: string, body?: string | Buffer, headers?: Record<string, string>): Promise<Response>;
}
async function arrive({ url, output }: Running): Promise<Author> {
  const jar = new Map<string, string>();
  const send: Author['send'] = async (method, path, body, headers = {}) => {
    const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { origin: url, ...json, ...headers, ...(cookie !== '' && { cookie }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    for (const one of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    return reply;
  };
  const { request } = (await (await send('POST', '/api/login-codes', JSON.stringify({ phone: mark.phone }))).json()) as { request: string };
  const codeIn = () => new RegExp(`验证码 (\\d{6})（发给 ${mark.phone}`).exec(output())?.[1];
  await within(5000, async () => codeIn() !== undefined);
  const entry = { request, code: codeIn(), nickname: mark.nickname, of14: true, agrees: true };
  const entered = await send('POST', '/api/logins/code', JSON.stringify(entry));
  tell(entered.ok, `a citizen comes by phone (${entered.status})`);
  return { send };
}
async function leaveTraces(by: Author, topicId: string): Promise<void> {
  const content = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#824' } })
    .jpeg()
    .toBuffer();
  const { payload, headers } = multipart([{ name: `${mark.nickname}.jpg`, content }]);
  const { id: picture } = (await (await by.send('POST', '/api/files', payload, headers)).json()) as { id: string };
  const post = JSON.stringify({ text: mark.text, pictures: [picture] });
  const sent = await by.send('POST', `/api/topics/${topicId}/posts`, post, { 'idempotency-key': 'prove-erase-1' });
  const draft = await by.send('PUT', `/api/topics/${topicId}/draft`, JSON.stringify({ text: mark.draft }));
  tell(sent.ok && draft.ok, `writes with a picture, and leaves a draft (${sent.status}, ${draft.status})`);
  const { id } = (await sent.json()) as { id: string };
  // Public at once, so that it stands on pages: by the hand of the drill.
  await query(house, `update post set state = 'published', published_at = submitted_at, previous_state = 'pending' where id = $1`, [id]);
  await query(
    house,
    `insert into fact (id, kind, at, body) select gen_random_uuid(), 'post.published', p.submitted_at, jsonb_build_object('post', p.id, 'topic', p.topic_id,
       'root', null, 'parent', null, 'author', p.author_id, 'authorKind', p.author_kind, 'sector', null, 'from', 'pending', 'to', 'published')
     from post p where p.id = $1`,
    [id],
  );
}

async function query(at: Installation, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address('heyi', join(at.dataDir, 'pg')) });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
async function search(at: Installation): Promise<string[]> {
  const client = new pg.Client({ connectionString: address('heyi', join(at.dataDir, 'pg')) });
  await client.connect();
  try {
    const keys = join(at.dataDir, 'keys');
    return await foundIn(client, needles, { seal: readSealKeys(keys), digest: readKey(keys, 'digest') });
  } finally {
    await client.end();
  }
}
async function openTopic(at: Installation): Promise<string> {
  const [row] = await query(at, "select id from topic where state = 'open' order by id limit 1");
  return String(row?.['id']);
}
async function figures(at: Installation): Promise<unknown> {
  const counts = await query(at, 'select measure, key, hour, n from topic_count order by 1, 2, 3');
  const posts = await query(at, 'select count(*), sum(likes) as likes, sum(replies) as replies from post');
  return { counts: counts.length, sum: counts.reduce((all, { n }) => all + Number(n), 0), posts };
}
async function moveClock(at: Installation, { url }: Running, minutes: number): Promise<void> {
  const [row] = await query(at, 'select at from manual_clock');
  const to = new Date(new Date(String(row?.['at'])).getTime() + minutes * 60_000).toISOString();
  const moved = await fetch(`${url}/test/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ at: to }),
  });
  tell(moved.ok, `a day later (${moved.status})`);
}
/** Without the codes that a demo prints in place of a text message. */
function logOf({ output }: Running): string {
  return output()
    .split('\n')
    .filter((line) => !line.startsWith('验证码 '))
    .join('\n');
}
