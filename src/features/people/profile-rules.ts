import { type ProfileField, profileFields } from './member-contract.ts';
import { normalTitle, titleFault } from './org-rules.ts';

const MOST: Readonly<Record<Exclude<ProfileField, 'gender' | 'bornOn'>, number>> = {
  ethnicity: 20,
  education: 20,
  employer: 60,
  post: 60,
  title: 60,
};
/** A value as it is stored; an empty one is none. */
export const normalValue = (value: string | null): string | null => (value === null ? null : normalTitle(value) || null);

/** Whether a value may stand in its field; `today` bounds dates of birth. */
export function valueFits(field: ProfileField, value: string | null, today: string): boolean {
  if (value === null) return true;
  if (field === 'gender') return value === 'male' || value === 'female';
  if (field === 'bornOn')
    return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && value >= '1900-01-01' && value <= today;
  return titleFault(value, MOST[field]) === undefined;
}
/** The first field whose value cannot stand. */
export const unfitField = (given: Partial<Record<ProfileField, string | null>>, today: string): ProfileField | undefined =>
  profileFields.find((field) => given[field] !== undefined && !valueFits(field, given[field] ?? null, today));
