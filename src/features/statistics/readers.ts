import type { FactBody } from '../../kit/change.ts';
import { planOnce } from '../../kit/due.ts';
import type { Fact, Reader } from '../../kit/facts.ts';
import { addCounts, type Delta, firstPublished, nextSix } from './store.ts';

export const READER = 'statistics';
export const RECOUNT = 'recount';

const moves = ['post.published', 'post.refused', 'post.held', 'post.withdrawn', 'post.restored', 'post.reopened'];
const likes = ['like.given', 'like.taken'];
const decisions = ['moderation.decided', 'moderation.undone'];
const appeals = ['moderation.appealDecided'];

/** Keeps the rollups of posts, replies, likes and decisions; its cursor makes each fact count once. */
export const topicCounter = (zone: string): Reader => ({
  name: READER,
  kinds: [...moves, ...likes, ...decisions, ...appeals, 'topic.announced'],
  async handle(tx, facts, now) {
    const published = await firstPublished(
      tx,
      facts.filter(isMove).map(({ body }) => text(body, 'post')),
    );
    const deltas = facts.flatMap((fact) => deltasOf(fact, published));
    if (deltas.length > 0) await addCounts(tx, deltas, zone);
    // Where there is a topic there is something to recount each morning.
    if (facts.some(({ kind }) => kind === 'topic.announced')) await planOnce(tx, RECOUNT, 'nightly', await nextSix(tx, now, zone));
  },
});

const isMove = ({ kind }: Fact) => moves.includes(kind);
const text = (body: FactBody, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`a fact without ${name}`);
  return value;
};

function deltasOf(fact: Fact, published: ReadonlyMap<string, Date>): Delta[] {
  if (isMove(fact)) return ofMove(fact, published);
  const { kind, body, at } = fact;
  if (likes.includes(kind))
    return [{ topicId: text(body, 'topic'), measure: 'like', key: text(body, 'kind'), at, n: kind === 'like.given' ? 1 : -1 }];
  if (decisions.includes(kind)) return ofDecision(fact);
  if (appeals.includes(kind) && typeof body['topic'] === 'string')
    return [{ topicId: body['topic'], measure: 'appeal', key: text(body, 'decision'), at, n: 1 }];
  return [];
}

/** +1 where a post became public, −1 where it ceased to be: always at the hour of its first publication, so that no day falls below zero. */
function ofMove({ body, at }: Fact, published: ReadonlyMap<string, Date>): Delta[] {
  const n = Number(body['to'] === 'published') - Number(body['from'] === 'published');
  if (n === 0) return [];
  const { sector } = body;
  const measure = typeof body['root'] === 'string' ? 'reply' : 'post';
  const step = { topicId: text(body, 'topic'), at: published.get(text(body, 'post')) ?? at, n };
  return [
    { ...step, measure, key: text(body, 'authorKind') },
    ...(typeof sector === 'string' ? [{ ...step, measure: `${measure}.sector` as const, key: sector }] : []),
  ];
}

function ofDecision({ kind, body, at }: Fact): Delta[] {
  if (typeof body['topic'] !== 'string') return [];
  const step = { topicId: body['topic'], at, n: kind === 'moderation.decided' ? 1 : -1 };
  const { reason } = body;
  return [
    { ...step, measure: 'decision', key: text(body, 'decision') },
    ...(typeof reason === 'string' ? [{ ...step, measure: 'refusal' as const, key: reason }] : []),
  ];
}
