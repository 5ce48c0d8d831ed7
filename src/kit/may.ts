import type { Relation } from './endpoint.ts';
import { Refusal, unknown } from './refusal.ts';

/** Who asks. `roles` name a duty and the body at which it is held. */
export interface Person {
  readonly id: string;
  /** The login by which this person asks. */
  readonly loginId: string;
  readonly roles: readonly { readonly role: string; readonly body: string }[];
}
/** What is asked about, as far as standing goes. */
export interface Thing {
  readonly bodyId?: string;
  readonly authorId?: string | null;
}

/** The one answer to "may this person come near this thing": no other code compares owners, bodies or roles. */
export function may(person: Person | null, by: readonly Relation[], thing: Thing = {}): boolean {
  return by.some((relation) => stands(person, relation, thing));
}

function stands(person: Person | null, relation: Relation, thing: Thing): boolean {
  if (relation === 'anyone') return true;
  if (!person) return false;
  if (relation === 'signedIn') return true;
  if (relation === 'author') return thing.authorId === person.id;
  return person.roles.some(({ role, body }) => role === relation && (thing.bodyId === undefined || body === thing.bodyId));
}

/** Refuses: 401 when a sign-in could help, 404 when the thing is not for these eyes, 403 when it is but not this act. */
export function allow(person: Person | null, by: readonly Relation[], thing: Thing = {}, visible = false): void {
  if (may(person, by, thing)) return;
  if (!person) throw new Refusal('sign-in-first', 401);
  throw visible ? new Refusal('not-yours', 403) : unknown('thing');
}

/** The bodies at which a person holds one of these roles: lists are filtered by it inside the query. */
export const bodiesOf = (person: Person | null, by: readonly Relation[]): string[] => [
  ...new Set(person?.roles.filter(({ role }) => by.includes(role)).map(({ body }) => body) ?? []),
];
