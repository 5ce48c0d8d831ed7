import { type Static, type TObject, type TSchema, Type } from 'typebox';

export const closed = { additionalProperties: false } as const;
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Who may come near, before the thing's own state is asked:
 * `anyone` (no sign-in) · `signedIn` · `author` (of the thing) · any other word is a role held at the thing's body.
 */
export type Relation = 'anyone' | 'signedIn' | 'author' | (string & {});

export interface Endpoint<I extends TObject = TObject, R extends TSchema = TSchema, F extends string = string> {
  readonly method: Method;
  readonly path: string;
  readonly input: I;
  readonly reply: R;
  readonly refusals: readonly F[];
  /** The policy row: without one the endpoint does not compile. */
  readonly by: readonly Relation[];
  /** What stands behind `:id`; the generated matrix makes one in each body. */
  readonly thing?: string;
  /** Must carry an Idempotency-Key: a retry has one effect. */
  readonly guarded?: boolean;
  /** Must carry If-Match with the version that was read. */
  readonly versioned?: boolean;
  /** Requests per minute and caller, above the house's general limit. */
  readonly perMinute?: number;
  /** A read that audit must see (exports, un-masking). Changes are always seen. */
  readonly audited?: boolean;
  /** May be used by who has not agreed to the privacy notice in force: agreeing, taking one's data away, leaving. */
  readonly withoutConsent?: boolean;
}

export function endpoint<I extends TObject, R extends TSchema, const F extends string>(e: Endpoint<I, R, F>): Endpoint<I, R, F> {
  return e;
}

export type Input<E> = E extends Endpoint<infer I> ? Static<I> : never;
export type Reply<E> = E extends Endpoint<TObject, infer R> ? Static<R> : never;

export const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '');

/** Splits one input schema into what travels in the path and what travels in query or body. */
export function split(e: Pick<Endpoint, 'path' | 'input'>): { params: TObject; rest: TObject } {
  const names = pathNames(e.path);
  return { params: Type.Pick(e.input, names, closed), rest: Type.Omit(e.input, names, closed) };
}

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(words: T, title?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: words, ...(title !== undefined && { title }) });
export const Id = (title: string) => Type.String({ format: 'uuid', title });
export const Moment = Type.String({ format: 'date-time' });
/** A list's page: `next` is the key to ask for the page after this one, null on the last. */
export const PageOf = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row), next: Type.Union([Type.String(), Type.Null()]) }, closed);
