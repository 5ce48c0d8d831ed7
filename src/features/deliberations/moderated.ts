import type { Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Moderated, Verdict } from '../moderation/registry.ts';
import { factOf, move } from './post-actions.ts';
import * as store from './post-store.ts';
import { readingCards } from './reading-store.ts';

/** What a moderator's verdict does to a post: to its first version by the lifecycle, to a later one by showing or dropping it. */
export const moderatedPosts: Moderated = {
  cards: readingCards,
  async decide(tx, ledger, { thingId, version, verdict, reason, shownBefore, now }) {
    const post = await store.lockPost(tx, thingId);
    if (!post) throw unknown('thing');
    if (verdict === 'takeDown') return takeDown(tx, ledger, post, version, now, reason);
    if (shownBefore !== null) return takeBackChange(tx, post, version, shownBefore);
    const isChange = post.waitingVersion === version || (version > 1 && post.state === 'published' && post.version !== version);
    if (isChange) return decideChange(tx, ledger, post, version, verdict, now);
    // A published post that was read afterwards and found good stays as it is.
    if (verdict === 'accept' && post.state === 'published') return;
    if (verdict === 'hold' && post.state === 'published') return;
    await move(tx, ledger, post, verdict, now, reason ?? undefined);
  },
};

/** What readers see goes, whatever change of it waits; a version that they do not see any more is none of it. */
async function takeDown(tx: Tx, ledger: Ledger, post: store.HeldPost, version: number, now: Date, reason: string | null): Promise<void> {
  if (post.state !== 'published' || post.version !== version) throw new Refusal('changed-meanwhile', 409);
  if (post.waitingVersion !== null) await store.setWaiting(tx, post.id, null);
  await move(tx, ledger, post, 'refuse', now, reason ?? undefined);
}

async function decideChange(tx: Tx, ledger: Ledger, post: store.HeldPost, version: number, verdict: Verdict, now: Date): Promise<void> {
  if (verdict === 'accept') {
    await store.showVersion(tx, post.id, version, now);
    ledger.record('post.changed', { ...factOf(post), version });
  }
  if (verdict === 'refuse') {
    await store.setWaiting(tx, post.id, null);
    ledger.record('post.changeRefused', { ...factOf(post), version });
  }
  if (verdict === 'reopen') await store.setWaiting(tx, post.id, version);
}

/** The change waits again, and readers see what they saw before it; that it was taken back is told by moderation. */
async function takeBackChange(tx: Tx, post: store.HeldPost, version: number, shownBefore: number): Promise<void> {
  if (post.state !== 'published' || post.version !== version) throw new Refusal('changed-meanwhile', 409);
  await store.takeBackVersion(tx, post.id, version, shownBefore);
}
