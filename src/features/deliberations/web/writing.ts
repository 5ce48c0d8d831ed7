import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { exactMoment } from '../../../web/words/format.ts';
import type { Draft } from './ComposeForm.tsx';

/** Who would write here, how, and if not, why. */
export interface Writing {
  /** Under which name; null before sign-in. */
  readonly as: string | null;
  readonly readFirst: boolean;
  /** Within how many working hours such posts were usually read; null when nobody knows. */
  readonly hours: number | null;
  /** What this person saved here and did not send. */
  readonly draft: Draft | null;
  /** Why nobody, or not this person, may write now; null when they may. */
  readonly closed: Closed | null;
}
export type Closed =
  | { readonly why: 'closed' | 'announced'; readonly at: Date }
  | { readonly why: 'withdrawn'; readonly reason: string }
  | { readonly why: 'staff' | 'draft' };

/** The sentence in place of the composer. */
export function closedSentence(closed: Closed, call: PageCall): string {
  const said = call.frame.words.deliberations.topic;
  switch (closed.why) {
    case 'closed':
      return said.closedSince(exactMoment(closed.at, standpoint(call)));
    case 'announced':
      return said.opensAt(exactMoment(closed.at, standpoint(call)));
    case 'withdrawn':
      return said.withdrawn(closed.reason);
    default:
      return said[closed.why];
  }
}
