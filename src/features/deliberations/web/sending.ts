import { type CallProblem, Refused, reach } from '../../../web/call.ts';
import type { Kept } from '../../../web/kept.ts';
import * as addresses from './addresses.ts';

/** What came of trying to publish. */
export type Sent =
  | { readonly kind: 'done'; readonly id: string; readonly rootId: string | null; readonly isPublic: boolean; readonly again: boolean }
  | { readonly kind: 'refused'; readonly problems: readonly CallProblem[] }
  | { readonly kind: 'signIn' }
  /** Nobody knows whether it arrived: the same key will tell. */
  | { readonly kind: 'unreached'; readonly busy: boolean }
  /** An earlier text with this key arrived: this later one did not. */
  | { readonly kind: 'late' };

/** Publishes what was kept; again with the same key it is still published once. */
export async function send({ topicId, replyTo, text, pictures, key }: Kept): Promise<Sent> {
  const written = { text, pictures: pictures.map(({ id }) => id) };
  try {
    const done = await (replyTo
      ? reach(addresses.replyToPost, { id: replyTo.id, ...written }, { key })
      : reach(addresses.submitPost, { id: topicId, ...written }, { key }));
    return { kind: 'done', id: done.id, rootId: done.rootId, isPublic: done.state === 'published', again: done.again };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) return { kind: 'signIn' };
    if (error.code === 'key-used-for-another-request') return { kind: 'late' };
    if (error.status === 0 || (error.status >= 502 && error.status <= 504)) return { kind: 'unreached', busy: error.status !== 0 };
    return { kind: 'refused', problems: error.problems.length > 0 ? error.problems : [{ field: null, sentence: error.sentence }] };
  }
}
