import type { PartKind } from '../../../features/deliberations/contract.ts';
import type { Station } from '../../ui/PhaseRail.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { date, type Standpoint } from '../../words/format.ts';

interface Dated {
  readonly kind: PartKind;
  readonly state: Station['state'];
  readonly endsAt: string;
}
/** The stations of a topic with the day on which each is over. */
export const railOf = (stations: readonly Dated[], words: DeskWords, from: Standpoint): Station[] =>
  stations.map(({ kind, state, endsAt }) => ({ name: words.desk.parts[kind], state, date: date(new Date(endsAt), from) }));
