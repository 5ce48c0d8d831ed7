import type { Static } from 'typebox';
import type { PostView } from './post-contract.ts';
import type { PostRow } from './post-store.ts';
import { offersToAuthor } from './rules.ts';

export type Post = Static<typeof PostView>;

/** What one person sees of a post: the state and the offers only where it is theirs. */
export function viewOf(row: PostRow, me: string | null, now: Date): Post {
  const mine = row.authorId === me;
  return {
    id: row.id,
    topicId: row.topicId,
    rootId: row.rootId,
    replyTo: row.parentId && row.parentName !== null ? { id: row.parentId, name: row.parentName } : null,
    author: {
      name: row.authorName,
      kind: row.authorKind,
      sector: row.sector,
      subCommittee: row.subCommittee,
      committee: row.otherCommittee,
    },
    text: row.text,
    pictures: row.pictures.map(({ sort, width, height }) => ({ url: `/posts/${row.id}/pictures/${row.version}-${sort}`, width, height })),
    at: (row.publishedAt ?? row.submittedAt).toISOString(),
    edited: row.editedAt !== null && row.erasedAt === null,
    erased: row.erasedAt !== null,
    version: row.version,
    likes: row.likes,
    visitorLikes: row.visitorLikes,
    replies: row.replies,
    liked: row.liked,
    mine,
    state: mine ? row.state : 'published',
    editWaits: mine && row.waitingVersion !== null,
    offers: mine ? offersToAuthor(row, now) : [],
  };
}

/** The key of a row in a list, opaque to callers. */
export const placeOf = (row: PostRow): string => keyOf(row.publishedAt ?? row.submittedAt, row.likes, row.id);
export const keyOf = (at: Date, likes: number, id: string): string =>
  Buffer.from(JSON.stringify([at.toISOString(), likes, id])).toString('base64url');

export function placeFrom(after: string | undefined): { at: Date; likes: number; id: string } | null {
  if (after === undefined) return null;
  try {
    const held: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    const [at, likes, id]: readonly unknown[] = Array.isArray(held) ? held : [];
    if (typeof at !== 'string' || typeof likes !== 'number' || typeof id !== 'string') return null;
    if (!/^[0-9a-f-]{36}$/.test(id) || !Number.isSafeInteger(likes) || Number.isNaN(Date.parse(at))) return null;
    return { at: new Date(at), likes, id };
  } catch {
    return null;
  }
}
