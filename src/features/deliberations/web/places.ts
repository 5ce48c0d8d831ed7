/** Where things stand: the addresses of posts, replies and their composer. */
export const anchorOf = (id: string): string => `p-${id}`;

/** A post of its own opens its thread, a reply is marked in it. */
export const addressOf = ({ id, topicId, rootId }: { id: string; topicId: string; rootId: string | null }): string =>
  rootId === null ? `/topics/${topicId}/posts/${id}` : `/topics/${topicId}/posts/${rootId}?at=${id}#${anchorOf(id)}`;

export const composeAddress = (topicId: string, replyTo?: string): string =>
  `/topics/${topicId}/compose${replyTo === undefined ? '' : `?replyTo=${replyTo}`}`;

/** Where the published post is seen: in its topic, or in its thread. */
export const seenAt = (topicId: string, { id, rootId }: { id: string; rootId: string | null }): string =>
  rootId === null ? `/topics/${topicId}#${anchorOf(id)}` : addressOf({ id, topicId, rootId });
