import type { Static } from 'typebox';
import type { Words } from '../../../web/words/index.ts';
import type { AuditView } from '../audit-contract.ts';

type Row = Pick<Static<typeof AuditView>, 'person' | 'outcome' | 'refusal' | 'act' | 'address'>;
type Speaking = Pick<Words, 'acts' | 'oversight' | 'refusals'>;

/** An act in words; opening a page needs none of its own. */
export function actName(act: string, { acts, oversight }: Speaking): string {
  return acts[act] ?? (act.startsWith('GET /') ? oversight.audit.page(act.slice(4)) : act);
}
export function personName({ person, address }: Row, { oversight: { audit } }: Speaking): string {
  if (person !== null) return person.name ?? audit.gone;
  // A command on the machine itself is nobody's visit.
  return address === 'local' ? audit.machine : audit.stranger;
}
export function outcomeName({ outcome, refusal }: Row, { oversight: { audit }, refusals }: Speaking): string {
  if (outcome !== 'refused') return audit.outcomes[outcome];
  return audit.refused(refusals[refusal ?? '']?.({}) ?? refusal ?? '');
}
