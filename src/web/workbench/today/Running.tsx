import { useQueries } from '@tanstack/react-query';
import { listTopics } from '../../../features/deliberations/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { Panel } from '../../ui/desk/Layout.tsx';
import { PhaseRail } from '../../ui/PhaseRail.tsx';
import { clock, date, day } from '../../words/format.ts';
import { pollInterval } from '../attention.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { railOf } from '../topics/rail.ts';

type Card = Reply<typeof listTopics>['rows'][number];
const DAYS = 7;

/** Beside the work: the topics that are open, and what begins and ends these days. */
export function Running() {
  const words = useWords();
  const bodies = useBodies('editor', 'moderator');
  const asked = bodies.flatMap(({ id }) => (['open', 'announced'] as const).map((state) => ({ committee: id, state })));
  const found = useQueries({
    queries: asked.map((filter) => ({
      queryKey: ['topics', filter],
      queryFn: () => call(listTopics, filter),
      refetchInterval: pollInterval,
    })),
    combine: (all) => (all.every(({ data }) => data) ? all.flatMap(({ data }) => data?.rows ?? []) : null),
  });
  if (!found) return null;
  const open = found
    .filter(({ state }) => state === 'open')
    .sort((a, b) => (a.posting?.endsAt ?? '').localeCompare(b.posting?.endsAt ?? ''));
  return (
    <>
      {open.length === 0 ? (
        <Panel title={words.desk.today.running}>
          <p className="second">{words.desk.today.none}</p>
        </Panel>
      ) : (
        open.slice(0, 3).map((card) => <OpenTopic key={card.id} card={card} />)
      )}
      <TheseDays cards={found} />
    </>
  );
}

function OpenTopic({ card }: { card: Card }) {
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  // Whoever edits goes to the form, others to the figures: both have a room for it.
  const edits = useBodies('editor').some(({ id }) => id === card.committeeId);
  const href = at(`${edits ? '/topics' : '/statistics'}/${card.id}`);
  return (
    <Panel>
      <p className="second">{words.desk.today.running}</p>
      <h2>{card.title}</h2>
      {card.stations.length > 1 ? <PhaseRail stations={railOf(card.stations, words, from)} words={words.common} /> : null}
      <div className="side-line">
        <span>{words.desk.today.posts(card.posts, card.sectors)}</span>
        <a href={href} onClick={(event) => go(event, href)} aria-label={`${words.desk.today.view} ${card.title}`}>
          {words.desk.today.view}
        </a>
      </div>
    </Panel>
  );
}

/** Dates of the next seven days: what opens and closes by itself. */
function TheseDays({ cards }: { cards: readonly Card[] }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.today;
  const last = from.now.getTime() + DAYS * 86_400_000;
  const events = cards
    .flatMap(({ id, title, state, posting }) => {
      if (!posting) return [];
      const ends = { key: `${id} ends`, at: new Date(posting.endsAt), what: say.ends(title) };
      return state === 'announced' ? [{ key: `${id} starts`, at: new Date(posting.startsAt), what: say.starts(title) }, ends] : [ends];
    })
    .filter((event) => event.at > from.now && event.at.getTime() < last)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Panel title={say.soon}>
      {events.length === 0 ? <p className="second">{say.soonEmpty}</p> : null}
      <ul className="these-days">
        {events.map((event) => (
          <li key={event.key}>
            <time dateTime={event.at.toISOString()}>
              <span>{day(event.at, from) === date(event.at, from) ? date(event.at, from) : day(event.at, from)}</span>
              <span>{clock(event.at, from)}</span>
            </time>
            <span>{event.what}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
