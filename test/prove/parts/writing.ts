import { setTimeout as pause } from 'node:timers/promises';
import { logins } from '../../../bench/parts/people.ts';
import { newId } from '../../../src/kit/ids.ts';
import { announceTopic, appoint, makeCommittee, type Seated, seatMembers, signIn, type ThrowAway } from '../../replay/installation.ts';
import type { Reply } from '../../replay/parts/wire.ts';
import { wireTo } from '../../replay/parts/wire.ts';

/** A post or reply that somebody sends until it is acknowledged, with one key. */
export interface Letter {
  readonly key: string;
  readonly author: Seated;
  /** What it answers: a post that was acknowledged before. */
  readonly parent: Acknowledged | null;
}
export interface Acknowledged extends Letter {
  readonly id: string;
}
export interface Witness {
  readonly acknowledged: Acknowledged[];
  readonly statuses: Map<string, number>;
  /** Replies 503 that did not say when to come back. */
  silent503: number;
}
export interface Writing {
  readonly witness: Witness;
  readonly topicId: string;
  /** When the last acknowledgement came, by performance.now(). */
  readonly lastAt: () => number;
  /** Lets the writers finish what they hold and stops them. */
  stop(): Promise<void>;
}
const PEOPLE_A_WRITER = 40;
const BEGIN = new Date('2026-07-02T01:00:00Z');

/** Writers at full speed, each one letter at a time; every third letter answers one that was acknowledged, when `replies`. */
export async function startWriters(house: ThrowAway, writers: number, replies = false): Promise<Writing> {
  const { topicId, members, tokens } = await openTopic(house, writers * PEOPLE_A_WRITER);
  const wire = wireTo(house.port, writers * 2);
  const witness: Witness = { acknowledged: [], statuses: new Map(), silent503: 0 };
  let stopping = false;
  let last = performance.now();
  const note = (reply: Reply | null) => {
    const status = reply === null ? 'no reply' : String(reply.status);
    witness.statuses.set(status, (witness.statuses.get(status) ?? 0) + 1);
    if (reply?.status === 503 && reply.headers['retry-after'] === undefined) witness.silent503 += 1;
  };
  const deliver = async (letter: Letter, token: string): Promise<void> => {
    const path = letter.parent === null ? `/api/topics/${topicId}/posts` : `/api/posts/${letter.parent.id}/replies`;
    for (;;) {
      const reply = await wire.exchange(outgoing(house, path, letter, token)).catch(() => null);
      note(reply);
      if (reply?.status === 200) {
        witness.acknowledged.push({ ...letter, id: JSON.parse(reply.bytes.toString()).id });
        last = performance.now();
        return;
      }
      if (reply?.status === 429) await house.moveTo(new Date(house.now().getTime() + 60_000));
      else if (reply !== null && reply.status !== 503) throw new Error(`${reply.status} ${reply.bytes}`);
      await pause(20);
    }
  };
  const running = Array.from({ length: writers }, async (_, writer) => {
    for (let n = 0; !stopping; n++) {
      const who = writer * PEOPLE_A_WRITER + (n % PEOPLE_A_WRITER);
      const [author, token] = [members[who], tokens[who]];
      if (!author || token === undefined) throw new RangeError('nobody writes');
      const parent = replies && n % 3 === 2 ? (witness.acknowledged.at(-1 - (n % 50)) ?? null) : null;
      await deliver({ key: newId(), author, parent }, token);
    }
  });
  return {
    witness,
    topicId,
    lastAt: () => last,
    async stop() {
      stopping = true;
      await Promise.all(running);
      wire[Symbol.dispose]();
    },
  };
}

const outgoing = (house: ThrowAway, path: string, { key, author }: Letter, token: string) => ({
  method: 'POST',
  path,
  headers: {
    origin: house.url,
    cookie: `login=${token}`,
    'x-forwarded-for': `10.9.${author.account.length}.${author.sector}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  },
  body: JSON.stringify({ text: `${key}：课间十分钟应当让孩子走出教室。` }),
});

async function openTopic(house: ThrowAway, people: number) {
  const { place, members, tokens } = await house.sql(async (client) => {
    const place = await makeCommittee(client, '榕城市政协', ['教育界', '医药卫生界', '科技界']);
    const members = await seatMembers(
      client,
      place,
      Array.from({ length: people }, (_, n) => `委员${n + 1}`),
      BEGIN,
    );
    await appoint(client, place, 'editor', ['editor'], BEGIN);
    return { place, members, tokens: await logins(client, members, BEGIN) };
  });
  const editor = house.person();
  await signIn(editor, 'editor');
  const topicId = await announceTopic(editor, place, { startsAt: BEGIN, endsAt: new Date('2026-07-25T10:00:00Z') });
  await house.moveTo(BEGIN);
  return { topicId, members, tokens };
}
