import { type Answer, type Caller, type Fault, good, signIn, signInByCode, type ThrowAway } from '../installation.ts';
import type { Chance } from './chance.ts';
import type { Person } from './people.ts';
import type { Act, PlannedPost } from './plan.ts';

/** A person at their browser: address, cookies, whether they are still signed in. */
interface Present {
  readonly caller: Caller;
  lastSeen: Date | null;
}
export interface Played {
  /** Addresses of posts and readings, known since somebody saw them. */
  readonly ids: Map<PlannedPost, string>;
  readonly readings: Map<PlannedPost, string>;
  act(act: Act): Promise<void>;
  callerOf(person: Person): Promise<Caller>;
}
export interface Ground {
  readonly house: ThrowAway;
  readonly topicId: string;
  readonly accounts: ReadonlyMap<Person, string>;
  readonly chance: Chance;
}
// Members are signed out after seven days away; they sign in anew before that would turn their visit into a stranger's.
const AWAY_MS = 5 * 86_400_000;

export function playing({ house, topicId, accounts, chance }: Ground): Played {
  const presents = new Map<Person, Present>();
  const ids = new Map<PlannedPost, string>();
  const readings = new Map<PlannedPost, string>();
  const idOf = (post: PlannedPost): string => {
    const id = ids.get(post);
    if (id === undefined) throw new Error(`${post.mark} was to be written before`);
    return id;
  };

  const present = async (person: Person): Promise<Present> => {
    const known = presents.get(person) ?? { caller: house.person(), lastSeen: null };
    presents.set(person, known);
    const stranger = known.lastSeen === null;
    // The page gives a browser its mark.
    if (stranger) await looked(known.caller, `/topics/${topicId}`);
    const away = known.lastSeen === null || house.now().getTime() - known.lastSeen.getTime() > AWAY_MS;
    if (away && person.kind !== 'visitor') await enter(person, known.caller);
    known.lastSeen = house.now();
    return known;
  };
  const enter = async (person: Person, caller: Caller) => {
    const mine = chance.of(`${person.key} ${house.now().toISOString()}`);
    const fault = (): Fault => (mine.next() < 0.7 ? 'none' : mine.pick(['twice', 'unsent', 'unread'] as const));
    const account = accounts.get(person);
    if (account !== undefined) await signIn(caller, account, fault());
    else await signInByCode(caller, house.codes, person.phone ?? '', person.name, fault);
  };

  const submit = async (caller: Caller, post: PlannedPost, key: string, fault: Fault) => {
    const path = post.parent === null ? `/api/topics/${topicId}/posts` : `/api/posts/${idOf(post.parent)}/replies`;
    // What is changed afterwards is first written shorter.
    const text = post.afterwards === 'edit' ? `${post.text}…` : post.text;
    const written = good<{ id: string; state: string }>(
      await caller.send('POST', path, { text }, { key, fault }),
      `${post.mark} is written`,
    );
    const wanted = post.author.kind === 'member' ? 'published' : 'pending';
    if (written.state !== wanted) throw new Error(`${post.mark} is ${written.state}, not ${wanted}`);
    ids.set(post, written.id);
    if (post.afterwards === 'edit') await edit(caller, post, written.id, fault);
    if (post.afterwards === 'withdraw' || post.afterwards === 'restore') await withdraw(caller, written.id, fault);
  };
  const edit = async (caller: Caller, post: PlannedPost, id: string, fault: Fault) => {
    const answer = await caller.send('PUT', `/api/posts/${id}`, { text: post.text }, { match: 1, fault });
    // Its reply was lost, and the version is another one now: ours, as can be read.
    if (answer.status === 412) {
      const { post: now } = good<{ post: { text: string } }>(await caller.send('GET', `/api/posts/${id}`), `${post.mark} is read`);
      if (now.text === post.text) return;
    }
    good(answer, `${post.mark} is changed`);
  };
  const withdraw = async (caller: Caller, id: string, fault: Fault) => {
    await moved(caller, id, 'withdrawn', await caller.send('POST', `/api/posts/${id}/withdrawal`, {}, { fault }));
  };
  const restore = async (caller: Caller, id: string, fault: Fault) => {
    await moved(caller, id, 'published', await caller.send('DELETE', `/api/posts/${id}/withdrawal`, null, { fault }));
  };

  const visit = async (caller: Caller, looks: boolean, fault: Fault) => {
    if (looks) await looked(caller, `/api/topics/${topicId}/posts`);
    const { counted } = good<{ counted: boolean }>(await caller.send('POST', `/api/topics/${topicId}/visits`, {}, { fault }), 'a visit');
    if (!counted) throw new Error('a visit was not counted');
  };
  const post = async (caller: Caller, post: PlannedPost, n: number, fault: Fault) => {
    await submit(caller, post, `post-${n}-${post.mark.slice(1, -1)}`, fault);
    if (post.afterwards === 'restore') await restore(caller, idOf(post), fault);
  };
  const like = async (caller: Caller, post: PlannedPost, fault: Fault) => {
    const answer = await caller.send('PUT', `/api/posts/${idOf(post)}/like`, {}, { fault });
    if (!good<{ liked: boolean }>(answer, `${post.mark} is liked`).liked) throw new Error(`${post.mark} was not liked`);
  };
  const unlike = async (caller: Caller, post: PlannedPost, fault: Fault) => {
    good(await caller.send('DELETE', `/api/posts/${idOf(post)}/like`, null, { fault }), `a like of ${post.mark} is taken back`);
  };
  const appeal = async (caller: Caller, post: PlannedPost, n: number, fault: Fault) => {
    const words = `请再看一看${post.mark}，我说的是公共事务。`;
    const sending = { key: `appeal-${n}`, fault };
    good(await caller.send('POST', `/api/readings/${readings.get(post)}/appeal`, { words }, sending), `${post.mark} is appealed`);
  };
  return {
    ids,
    readings,
    callerOf: async (person) => (await present(person)).caller,
    async act(act) {
      const { caller } = await present(act.person);
      if (act.does === 'hit') return visit(caller, act.looks, act.fault);
      if (act.does === 'post') return post(caller, act.post, act.n, act.fault);
      if (act.does === 'appeal') return appeal(caller, act.post, act.n, act.fault);
      return (act.does === 'like' ? like : unlike)(caller, act.post, act.fault);
    },
  };
}

async function looked(caller: Caller, path: string): Promise<void> {
  const answer = await caller.send('GET', path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
}

/** A move whose reply was lost is refused the second time: then the thing must be where it was to go. */
async function moved(caller: Caller, id: string, to: string, answer: Answer): Promise<void> {
  if (answer.status === 409) {
    const { rows } = good<{ rows: { id: string; state: string }[] }>(await caller.send('GET', '/api/my/posts'), 'my posts');
    if (rows.find((row) => row.id === id)?.state === to) return;
  }
  good(answer, `${id} goes to ${to}`);
}
