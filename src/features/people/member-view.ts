import type { Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { today } from './days.ts';
import * as list from './member-list-store.ts';
import * as people from './members.ts';
import { termState } from './org-rules.ts';
import { waitingOf } from './profile-change-store.ts';
import { profileOf } from './profile-store.ts';

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
const idsIn = (value: unknown): string[] =>
  isId(value)
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(idsIn)
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(idsIn)
        : [];

/** One member's card as the liaison sees it: numbers masked, organisations by their names of today. */
export async function viewOf(house: House, call: Signed, card: list.Card) {
  const { personId, startsOn, endsOn, ordinal, termId, ...seat } = card;
  const [profile, phone, identityNumber, parties, history, waiting, unmasked] = await Promise.all([
    profileOf(house.db, personId),
    people.maskedPhone(house.db, house, personId),
    people.maskedIdentityNumber(house.db, house, personId),
    list.belongingsOf(house.db, personId, card.committeeId),
    list.historyOf(house.db, card.id),
    waitingOf(house.db, personId, card.committeeId),
    list.unmaskedOf(house.db, card.id),
  ]);
  const names = await list.namesOf(
    house.db,
    history.flatMap(({ changed }) => idsIn(Object.values(changed))),
  );
  return {
    ...seat,
    term: { id: termId, ordinal, state: termState({ startsOn, endsOn }, today(house, call.now)) },
    profile,
    phone: phone && { masked: phone.phone, verified: phone.verified },
    identityNumber,
    parties,
    history: history.map(({ changed, at, ...one }) => ({ ...one, at: at.toISOString(), changed: shownChanges(changed, names) })),
    waiting: waiting.map(({ askedAt, ...one }) => ({ ...one, askedAt: askedAt.toISOString() })),
    unmasked: unmasked.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
  };
}
/** In which order a card names what an adjustment changed. */
const SHOWN = [
  'status',
  'sectorId',
  'office',
  'standing',
  'subCommitteeId',
  'subCommitteeDuty',
  'secondSubCommitteeId',
  'secondSubCommitteeDuty',
  'groups',
  'number',
] as const;
function shownChanges(changed: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>) {
  const shown = (value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null;
    if (isId(value)) return names.get(value) ?? '';
    if (Array.isArray(value)) return value.map(shown).filter(Boolean).join('、') || null;
    if (typeof value === 'object') return Object.values(value).map(shown).filter(Boolean).join(' ');
    return String(value);
  };
  return SHOWN.filter((field) => field in changed).map((field) => {
    const pair = changed[field];
    const [was, is] = Array.isArray(pair) ? pair : [null, null];
    return { field, was: shown(was), is: shown(is) };
  });
}
