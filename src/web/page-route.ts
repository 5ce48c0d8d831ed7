import type { Readable } from 'node:stream';
import type { ReactNode } from 'react';
import { type TObject, Type } from 'typebox';
import type { Call } from '../kit/change.ts';
import { closed, type Relation } from '../kit/endpoint.ts';
import type { PageFrame } from './ui/Page.tsx';

/** What was wrong with a form: at a field, in the reader's words. */
export interface Problem {
  readonly field: string | null;
  readonly sentence: string;
  /** The refusal's code, when it was one. */
  readonly code?: string;
}
/** A page's call: who asks, and what every page shows. */
export interface PageCall extends Call {
  readonly frame: PageFrame;
  /** The person's display name and kind; null for strangers. */
  readonly me: { readonly name: string; readonly kind: 'member' | 'netizen' | 'staff'; readonly consentOwed: number | null } | null;
  /** Addresses of the built scripts by the name of their island. */
  readonly scripts: (name: string) => string[];
  /** The address people open, for links that leave the site (QR, share cards, mail). */
  readonly publicUrl: string;
  /** The zone of the house's days and hours. */
  readonly zone: string;
  /** What came of the act before this page: said once. */
  readonly said: Said | null;
}
/** A word of words.said, and the id of what it is about. */
export interface Said {
  readonly what: string;
  readonly about: string | null;
}
export type Answer =
  /** `about`: ids whose change makes an anonymous copy stale; '*' is any change. Without it nothing is kept. */
  | {
      readonly kind: 'html';
      readonly page: ReactNode;
      readonly status?: number;
      readonly about?: readonly string[];
      /** Another site to which the answer of a form of this page leads on: a browser follows nowhere else. */
      readonly formsTo?: string;
      readonly cookies?: readonly CookieChange[];
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly CookieChange[] }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly name: string;
      readonly content: Readable | Uint8Array;
      readonly size?: number;
      readonly inline?: boolean;
      readonly immutable?: boolean;
    };

export interface CookieChange {
  readonly name: 'login' | 'half' | 'look' | 'lang' | 'said' | 'later' | 'trip';
  /** null clears it. */
  readonly value: string | null;
  readonly endsAt?: Date;
}

/** A page or a form's target: the same policy row as an endpoint. */
export interface PageRoute<I extends TObject = TObject> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly input: I;
  readonly by: readonly Relation[];
  readonly thing?: string;
  readonly perMinute?: number;
  /** The form carries a hidden `key`: sent twice, it has one effect. The same key with another text is another act. */
  readonly guarded?: boolean;
  /** The form carries a hidden `version`: the one that was read. */
  readonly versioned?: boolean;
  /** May be used by who has not agreed to the privacy notice in force. */
  readonly withoutConsent?: boolean;
  /** Takes multipart forms: files are stored first, `pictures` then holds their ids. */
  readonly uploads?: boolean;
  readonly answer: (call: PageCall, input: never) => Promise<Answer>;
  /** For forms: shows the page again, input kept, with what was wrong. */
  readonly again?: (call: PageCall, input: Readonly<Record<string, unknown>>, problems: readonly Problem[]) => Promise<Answer>;
}

type Static<I extends TObject> = import('typebox').Static<I>;
export const page = <I extends TObject>(
  it: Omit<PageRoute<I>, 'method' | 'answer'> & { answer: (call: PageCall, input: Static<I>) => Promise<Answer> },
): PageRoute => ({
  ...it,
  method: 'GET',
  answer: it.answer as PageRoute['answer'],
});
export const form = <I extends TObject>(
  it: Omit<PageRoute<I>, 'method' | 'answer'> & { answer: (call: PageCall, input: Static<I>) => Promise<Answer> },
): PageRoute => ({
  ...it,
  method: 'POST',
  answer: it.answer as PageRoute['answer'],
});
export const nothing = Type.Object({}, closed);

/** The call of a page that strangers share: it knows no device, so that a kept copy shows nobody's own likes. */
export const shared = (call: PageCall): PageCall => (call.person ? call : { ...call, visitor: null });
