import { type Answer, type Caller, good, signIn } from '../installation.ts';
import type { Fault } from '../parts/caller.ts';
import type { Chance } from './chance.ts';
import type { Plan, PlannedPost } from './plan.ts';
import { markIn } from './texts.ts';

interface Row {
  readonly id: string;
  readonly excerpt: string;
}
const REASONS = ['offTopic', 'advertising', 'othersData', 'duplicate', 'other'] as const;

/** Two moderators: the first reads what came, the second decides appeals against the first. */
export interface Moderators {
  readonly first: Caller;
  readonly second: Caller;
}

/** One sitting: everything that waits and is to be read, oldest first, then what was held the time before, then appeals. */
export function moderating(plan: Plan, { first, second }: Moderators, topicId: string, readings: Map<PlannedPost, string>, chance: Chance) {
  const byMark = new Map(plan.posts.map((post) => [post.mark, post]));
  let decided = 0;
  const faultOf = (): Fault => (chance.next() < 0.7 ? 'none' : chance.pick(['twice', 'twice', 'unsent', 'unread'] as const));
  const queue = async (caller: Caller, tab: string): Promise<{ id: string; post: PlannedPost }[]> => {
    const found: { id: string; post: PlannedPost }[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const query: string = `tab=${tab}&topic=${topicId}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
      const page: { rows: Row[]; next: string | null } = good(await caller.send('GET', `/api/readings?${query}`), `the tab ${tab}`);
      for (const { id, excerpt } of page.rows) found.push({ id, post: known(excerpt) });
      after = page.next;
    }
    return found;
  };
  const known = (excerpt: string): PlannedPost => {
    const post = byMark.get(markIn(excerpt) ?? '');
    if (!post) throw new Error(`nobody planned “${excerpt}”`);
    return post;
  };
  const decide = async (caller: Caller, id: string, decision: 'accept' | 'refuse' | 'hold') => {
    decided += 1;
    const reason = REASONS[decided % REASONS.length];
    const why = decision === 'refuse' ? { reason, ...(reason === 'other' && { ownWords: '请写明是哪所学校。' }) } : {};
    const sending = { key: `decision-${decided}-${decision}`, fault: faultOf() };
    good(await caller.send('POST', `/api/readings/${id}/decision`, { decision, ...why }, sending), `a decision to ${decision}`);
  };
  const undo = async (caller: Caller, id: string) => {
    const answer: Answer = await caller.send('DELETE', `/api/readings/${id}/decision`, null, { fault: faultOf() });
    // Its reply was lost, and now there is nothing to take back.
    if (answer.status !== 409) return void good(answer, 'a decision is taken back');
    const { state } = good<{ state: string }>(await caller.send('GET', `/api/readings/${id}`), 'a reading');
    if (state !== 'waiting') throw new Error(`a decision was not taken back: ${answer.text}`);
  };

  return async (): Promise<void> => {
    // Staff are signed out after half an hour: they sign in for each sitting.
    await signIn(first, 'moderator-1');
    await signIn(second, 'moderator-2');
    const held = await queue(first, 'held');
    for (const { id, post } of await queue(first, 'waiting')) {
      readings.set(post, id);
      if (post.fate === 'unread') continue;
      if (post.fate === 'hold') await decide(first, id, 'hold');
      else if (post.fate === 'refuse' || post.fate === 'grant' || post.fate === 'uphold') await decide(first, id, 'refuse');
      else {
        await decide(first, id, 'accept');
        if (post.fate === 'undo') {
          await undo(first, id);
          await decide(first, id, 'accept');
        }
      }
    }
    for (const { id } of held) await decide(first, id, 'accept');
    for (const { id, post } of await queue(second, 'appealed')) {
      const decision = post.fate === 'grant' ? { decision: 'grant' } : { decision: 'uphold', answer: '与议题无关。' };
      const sending = { key: `appeal-decision-${post.mark.slice(1, -1)}`, fault: faultOf() };
      good(await second.send('POST', `/api/readings/${id}/appeal/decision`, decision, sending), 'an appeal is decided');
    }
  };
}
