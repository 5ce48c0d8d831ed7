import { useState } from 'react';
import { Refused } from '../../call.ts';
import type { DeskWords } from '../../words/desk.ts';
import { sentenceOf } from '../frame/trouble.ts';

export interface Problem {
  readonly field: string;
  readonly sentence: string;
}
/** Where a refusal belongs when the server names no field. */
const FIELDS: Readonly<Record<string, string>> = {
  'title-refused': 'name',
  'org-name-taken': 'name',
  'name-refused': 'name',
  'party-needed': 'party',
  'system-needed': 'system',
  'unknown-handover': 'handoverId',
  'ordinal-taken': 'ordinal',
  'term-dates': 'endsOn',
  'term-ends-past': 'endsOn',
  'term-overlaps': 'startsOn',
  'sector-twice': 'sectors',
  'sector-in-use': 'sectors',
  'phone-taken': 'phone',
  'phone-verified': 'phone',
  'phone-of-another': 'phone',
  'identity-number-refused': 'identityNumber',
  'identity-number-taken': 'identityNumber',
  'identity-number-of-another': 'identityNumber',
  'number-taken': 'number',
  'sub-committee-twice': 'secondSubCommitteeId',
  'unknown-sector': 'sectorId',
  'date-ahead': 'onDate',
  'date-before-seat': 'onDate',
  'date-outside-term': 'fromOn',
  'already-member': 'name',
  'already-party-member': 'orgId',
  'party-differs': 'orgId',
  'unknown-party-org': 'orgId',
  'date-before-joining': 'onDate',
};

/** A refusal as problems of a form; what is about no field stands at its first one. */
export function problemsOf(error: unknown, words: DeskWords, first: string): Problem[] {
  if (error instanceof Refused && error.problems.length > 0)
    return error.problems.map(({ field, sentence }) => ({ field: field?.split('/').at(-1) ?? first, sentence }));
  const field = error instanceof Refused ? (FIELDS[error.code] ?? first) : first;
  return [{ field, sentence: sentenceOf(error, words) }];
}

/** What a field of a form needs. */
export interface Wired {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (event: { currentTarget: { value: string } }) => void;
  readonly error: string | undefined;
}
/** Fields of a form by name: what is typed, and how each is wired. */
export function useFilled<K extends string>(initial: Readonly<Record<K, string>>) {
  const [filled, setFilled] = useState<Readonly<Record<K, string>>>(initial);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const set = (change: Partial<Record<K, string>>) => setFilled((before) => ({ ...before, ...change }));
  const field = (name: K): Wired => ({
    id: name,
    name,
    value: filled[name],
    // The value is taken now: React runs the function later when several fields change at once, and the event is empty by then.
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setFilled((before) => ({ ...before, [name]: value })),
    error: problems.find((one) => one.field === name)?.sentence,
  });
  return { filled, set, field, problems, setProblems };
}
/** An empty field says nothing. */
export const orNull = (text: string): string | null => text.trim() || null;
