import type { PartKind } from '../../../features/deliberations/contract.ts';
import type { Station } from '../../ui/PhaseRail.tsx';
import type { DeskWords } from '../../words/desk.ts';
import type { Standpoint } from '../../words/format.ts';

interface Dated {
  readonly kind: PartKind;
  readonly state: Station['state'];
  readonly startsAt: string;
  readonly endsAt: string;
}
/** The stations of a topic with the day on which each is over, or the meeting is, as on the public pages: 7/20; of another year only its month, since there is little room. */
export const railOf = (stations: readonly Dated[], words: DeskWords, from: Standpoint): Station[] =>
  stations.map(({ kind, state, startsAt, endsAt }) => ({
    name: words.desk.parts[kind],
    state,
    date: shortDate(new Date(kind === 'meeting' ? startsAt : endsAt), from),
  }));

function shortDate(at: Date, { now, timeZone = 'Asia/Shanghai' }: Standpoint): string {
  const parts = (time: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time).split('-').map(Number);
  const [year, month, day] = parts(at);
  return year === parts(now)[0] ? `${month}/${day}` : `${year}/${month}`;
}
