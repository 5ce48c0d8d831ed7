import { address } from '../../../web/call.ts';
import type * as contract from '../post-contract.ts';

/** The endpoints that phones call. */
export const submitPost = address<typeof contract.submitPost>('POST', '/topics/:id/posts');
export const replyToPost = address<typeof contract.replyToPost>('POST', '/posts/:id/replies');
export const likePost = address<typeof contract.likePost>('PUT', '/posts/:id/like');
export const unlikePost = address<typeof contract.unlikePost>('DELETE', '/posts/:id/like');
export const saveDraft = address<typeof contract.saveDraft>('PUT', '/topics/:id/draft');
export const readDraft = address<typeof contract.readDraft>('GET', '/topics/:id/draft');
