import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import type { Station as RailStation } from '../../../web/ui/PhaseRail.tsx';
import { date, dayOrMonth, remaining } from '../../../web/words/format.ts';
import type { Station, TopicCard } from '../contract.ts';

type Card = Static<typeof TopicCard>;

/** The phase rail in words: a meeting has its day, all else the day until which it runs. The desk's rail says the same days. */
export function railOf(stations: readonly Static<typeof Station>[], call: PageCall, dated: boolean): RailStation[] {
  const said = call.frame.words.deliberations;
  const day = (at: string) => dayOrMonth(new Date(at), standpoint(call));
  return stations.map(({ kind, state, startsAt, endsAt }) => ({
    name: said.stations[kind],
    state,
    date: dated ? (kind === 'meeting' ? day(startsAt) : said.until(day(endsAt))) : undefined,
  }));
}

/** What stands, in one line: 正在征集意见, 还有 7 天. */
export function phaseOf({ state, posting }: Pick<Card, 'state' | 'posting'>, call: PageCall): string[] {
  const said = call.frame.words.deliberations.phase;
  const from = standpoint(call);
  if (!posting) return [said[state]];
  if (state === 'open') return [said.open, remaining(new Date(posting.endsAt), from)];
  if (state === 'announced') return [said.announced, said.opensOn(date(new Date(posting.startsAt), from))];
  if (state === 'closed') return [said.closed, said.closedOn(date(new Date(posting.endsAt), from))];
  return [said[state]];
}
