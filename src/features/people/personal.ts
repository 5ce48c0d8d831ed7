import type { House } from '../../kit/house.ts';
import { unseal } from '../../kit/seal.ts';
import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = [
  'identity.person_id',
  'login.person_id',
  'membership.person_id',
  'role_grant.person_id',
  'profile.person_id',
  'profile_change.person_id',
  'profile_change.decided_by',
  'party_membership.person_id',
  'member_change.by_id',
  'party_move.by_id',
  'account_change.person_id',
];

/** The person itself: last of all, since the others find their rows by it. */
export const erasablePerson: Erasable = {
  name: 'person',
  columns,
  async erase(tx, personId, now) {
    const removed = await store.erasePerson(tx, personId, now);
    return { removed, kept: await store.anonymise(tx, personId) };
  },
};

export const exportablePerson: Exportable = {
  name: 'person',
  columns,
  async *of(db, house, personId): AsyncIterable<Exported> {
    yield { file: 'person.json', json: await store.ownPerson(db, personId) };
    const identities = await store.ownIdentities(db, personId);
    yield {
      file: 'identities.json',
      json: identities.map(({ sealed, ...rest }) => ({ ...rest, value: readable(house, rest.kind, sealed) })),
    };
    yield { file: 'logins.json', json: await store.ownLogins(db, personId) };
    yield { file: 'standing.json', json: await store.ownStanding(db, personId) };
    const profile = await store.ownProfile(db, personId);
    if (profile)
      yield {
        file: 'profile.json',
        json: { ...profile, identityNumber: profile.identityNumber && unseal(house.sealKey, profile.identityNumber) },
      };
    const changes = await store.ownProfileChanges(db, personId);
    if (changes.length > 0) yield { file: 'profile-changes.json', json: changes };
    const doors = await store.ownAccountChanges(db, personId);
    if (doors.length > 0) yield { file: 'account-changes.json', json: doors };
    const decisions = await store.ownDecisions(db, personId);
    if (decisions.length > 0) yield { file: 'people-decisions.json', json: decisions };
  },
};

/** An account's name stands as it is; what is sealed is opened for its owner. */
function readable(house: House, kind: string, sealed: Buffer): string {
  return kind === 'account' ? sealed.toString('utf8') : unseal(house.sealKey, sealed);
}
