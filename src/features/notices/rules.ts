import { UNDO_SECONDS } from '../moderation/contract.ts';
import type { NoticeFilter, NoticeKind } from './contract.ts';

/** Waits between tries of one mail, in minutes: about a day and a half in all, then the operator is told. */
export const RETRY_MINUTES = [1, 5, 30, 120, 480, 1440] as const;
/** A mail about something this old helps nobody: after a restore, yesterday's mails are not sent once more. */
export const STALE_HOURS = 72;

const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
export const minutesAfter = (at: Date, minutes: number): Date => after(at, minutes * 60_000);

/** When the next try is due after `tries` that did not succeed; null when it is given up. */
export function nextTry(tries: number, now: Date): Date | null {
  const minutes = RETRY_MINUTES[tries - 1];
  return minutes === undefined ? null : minutesAfter(now, minutes);
}
export const isStale = (shownFrom: Date, now: Date): boolean => after(shownFrom, STALE_HOURS * 3_600_000) <= now;

/** A decision is told when it can no longer be taken back; nothing is shown before the moment in which it was written. */
export function shownFrom(at: Date, decided: boolean, now: Date): Date {
  const from = decided ? after(at, UNDO_SECONDS * 1000) : at;
  return from > now ? from : now;
}

export const kindsOf = (filter: NoticeFilter): readonly NoticeKind[] =>
  ({ all: [...replies, ...decisions, ...ofAccounts], replies, decisions, account: ofAccounts })[filter];
const replies: readonly NoticeKind[] = ['reply'];
/** What one is and may here: account, duties, own data. */
const ofAccounts: readonly NoticeKind[] = ['dutyGranted', 'dutyEnded', 'profileAccepted', 'profileRefused', 'accountChanged'];
const decisions: readonly NoticeKind[] = ['published', 'refused', 'changeAccepted', 'changeRefused', 'appealGranted', 'appealUpheld'];

interface Led {
  readonly kind: NoticeKind;
  readonly topicId: string | null;
  readonly postId: string | null;
  readonly rootId: string | null;
  /** Whether the post is public now. */
  readonly published: boolean;
}
/** Where a notice leads: to the desk when it is about a duty; into the thread, open at the reply; to one's own posts when the post is not public. */
export function linkOf({ kind, topicId, postId, rootId, published }: Led): string {
  if (kind === 'dutyGranted') return '/desk/';
  if (kind === 'profileAccepted' || kind === 'profileRefused') return '/mine/profile';
  // Where what changed stands, and what to do when it was not oneself.
  if (kind === 'accountChanged') return '/mine/security';
  if (postId === null) return '/mine';
  const thread = `/topics/${topicId}/posts/${rootId}`;
  if (!published) return kind === 'reply' ? thread : `/mine/posts#p-${postId}`;
  return postId === rootId ? thread : `${thread}?at=${postId}#p-${postId}`;
}

const EXCERPT = 60;
/** The first words on one line. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= EXCERPT ? line : `${characters.slice(0, EXCERPT).join('')}……`;
}
