import type { Ledger } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';

/** What a decision does to the thing that was read. `takeDown` refuses what readers see, `reopen` takes a decision back. */
export type Verdict = 'accept' | 'refuse' | 'hold' | 'takeDown' | 'reopen';

/** What the queue shows of a thing; made by the feature that owns it. */
export interface ReadingCard {
  readonly thingId: string;
  readonly version: number;
  readonly topicTitle: string;
  /** Where it can be seen on the public site. */
  readonly url: string;
  readonly author: { readonly name: string; readonly kind: 'member' | 'netizen'; readonly place: string | null };
  readonly text: string;
  /** Whether readers see this very version now. */
  readonly isPublic: boolean;
  /** The text that readers see now, when this is a change of it. */
  readonly before: string | null;
  readonly pictures: readonly { readonly url: string; readonly width: number; readonly height: number }[];
  readonly replyTo: string | null;
}

/** A feature whose things are read by moderators registers this under its kind (server/mount.ts). */
export interface Moderated {
  decide(
    tx: Tx,
    ledger: Ledger,
    thing: {
      readonly thingId: string;
      readonly version: number;
      readonly verdict: Verdict;
      readonly reason: string | null;
      /** With `reopen` of an accepted change: the version that readers saw before it. */
      readonly shownBefore: number | null;
      readonly now: Date;
    },
  ): Promise<void>;
  cards(db: Db, things: readonly { readonly thingId: string; readonly version: number }[]): Promise<ReadingCard[]>;
}
export type ModeratedKinds = Readonly<Record<string, Moderated>>;
