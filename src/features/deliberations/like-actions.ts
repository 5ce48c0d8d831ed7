import { type Call, change, isUniqueViolation } from '../../kit/change.ts';
import type { Reply } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import * as store from './like-store.ts';
import type { likePost } from './post-contract.ts';

type Liking = Reply<typeof likePost>;
/** Who likes: a person, or a device that nobody signed in on. */
export const likerOf = (call: Call): string | null => (call.person ? `p:${call.person.id}` : call.visitor ? `v:${call.visitor}` : null);
const likerIn = (call: Call): store.Liker => {
  const liker = likerOf(call);
  if (!liker) throw new Refusal('no-device-mark', 409);
  return { liker, personId: call.person?.id ?? null, now: call.now };
};
export async function like(house: House, call: Call, id: string): Promise<Liking> {
  const by = likerIn(call);
  const found = await store.likeable(house.db, id, by);
  if (!found) throw unknown('thing');
  const { topicId, kind, own, liked } = found;
  // Nobody agrees with themselves in official figures. What was given before this rule may be taken back.
  if (own && !liked) throw new Refusal('own-post', 403);
  const counts = {
    likes: found.likes + Number(!liked && kind !== 'visitor'),
    visitorLikes: found.visitorLikes + Number(!liked && kind === 'visitor'),
  };
  try {
    return await change(house, call, async (_tx, ledger) => {
      ledger.concerns(id);
      if (liked) return { liked, ...counts };
      for (const row of store.like(id, kind, by)) ledger.write(row);
      ledger.record('like.given', { post: id, topic: topicId, liker: by.liker, kind });
      return { liked: true, ...counts };
    });
  } catch (error) {
    // Another click of the same person was faster: now it is liked.
    if (isUniqueViolation(error, 'post_like_pkey')) return like(house, call, id);
    throw error;
  }
}
export async function unlike(house: House, call: Call, id: string): Promise<Liking> {
  const by = likerIn(call);
  return change(house, call, async (tx, ledger) => {
    ledger.concerns(id);
    const done = await store.unlike(tx, id, by);
    if (!done) throw unknown('thing');
    const { changed, topicId, kind, likes, visitorLikes } = done;
    if (changed) ledger.record('like.taken', { post: id, topic: topicId, liker: by.liker, kind });
    return { liked: false, likes, visitorLikes };
  });
}
