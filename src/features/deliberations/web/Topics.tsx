import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { Chips } from '../../../web/ui/Chips.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { List, Row, Section } from '../../../web/ui/Row.tsx';
import { number } from '../../../web/words/format.ts';
import type { TopicCard } from '../contract.ts';
import { Onward } from './Onward.tsx';
import { phaseOf } from './stations.ts';

export const listedStates = ['open', 'announced', 'closed'] as const;
export interface TopicsQuery {
  readonly committee?: string;
  readonly state?: (typeof listedStates)[number];
  readonly after?: string;
}
interface TopicsProps {
  call: PageCall;
  query: TopicsQuery;
  rows: readonly Static<typeof TopicCard>[];
  next: string | null;
  committees: readonly { id: string; shortName: string }[];
}

const addressOf = (query: TopicsQuery): string => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined)).toString();
  return asked === '' ? '/topics' : `/topics?${asked}`;
};

/** 参与: every topic that people may know, by committee and state; the choice stands in the address. */
export function Topics({ call, query, rows, next, committees }: TopicsProps) {
  const said = call.frame.words.deliberations.topics;
  const { after, ...chosen } = query;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ root: 'topics' }}
      canonical={`${call.publicUrl}${addressOf(chosen)}`}
      share={{ title: said.title, description: said.description }}
    >
      <Section label={said.list}>
        <Filters call={call} chosen={chosen} committees={committees} />
        {rows.length === 0 ? (
          <NoTopics call={call} filtered={addressOf(query) !== '/topics'} />
        ) : (
          <List label={said.list} items={rows.map((card) => ({ key: card.id, node: <ListedTopic card={card} call={call} /> }))} />
        )}
        <Onward
          call={call}
          back={after === undefined ? undefined : { href: addressOf(chosen), label: said.newest }}
          on={next === null ? undefined : { href: addressOf({ ...chosen, after: next }), label: said.earlier }}
        />
      </Section>
    </Shell>
  );
}

interface FiltersProps {
  call: PageCall;
  chosen: Omit<TopicsQuery, 'after'>;
  committees: TopicsProps['committees'];
}
function Filters({ call, chosen, committees }: FiltersProps) {
  const said = call.frame.words.deliberations.topics;
  const { committee, state } = chosen;
  const to = (change: { committee?: string | undefined; state?: TopicsQuery['state'] }) => {
    const { committee: whose, state: which } = { ...chosen, ...change };
    return addressOf({ ...(whose !== undefined && { committee: whose }), ...(which && { state: which }) });
  };
  return (
    <div className="filters">
      {committees.length > 1 ? (
        <Chips
          label={said.committees}
          chips={[
            { href: to({ committee: undefined }), label: said.allCommittees, current: committee === undefined },
            ...committees.map(({ id, shortName }) => ({ href: to({ committee: id }), label: shortName, current: committee === id })),
          ]}
        />
      ) : null}
      <Chips
        label={said.states}
        chips={[
          { href: to({ state: undefined }), label: said.allStates, current: state === undefined },
          ...listedStates.map((one) => ({ href: to({ state: one }), label: said.state[one], current: state === one })),
        ]}
      />
    </div>
  );
}

function NoTopics({ call, filtered }: { call: PageCall; filtered: boolean }) {
  const said = call.frame.words.deliberations.topics;
  return (
    <EmptyState title={said.nothing} second={filtered ? said.nothingSecond : undefined}>
      {filtered ? (
        <ButtonLink href="/topics">{said.showAll}</ButtonLink>
      ) : (
        <ButtonLink href="/">{call.frame.words.deliberations.topic.home}</ButtonLink>
      )}
    </EmptyState>
  );
}

function ListedTopic({ card, call }: { card: Static<typeof TopicCard>; call: PageCall }) {
  const said = call.frame.words.deliberations.topics;
  const open = card.state === 'open';
  return (
    <Row
      href={`/topics/${card.id}`}
      strong={open}
      title={card.title}
      second={
        <>
          <span className={open ? 'phase now' : 'phase'}>{phaseOf(card, call).join('・')}</span>
          <br />
          {said.second(card.committeeShort, number(card.posts))}
        </>
      }
    />
  );
}
