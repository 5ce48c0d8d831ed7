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
  const { committee, state, ...neither } = chosen;
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
        <div className="filters">
          {committees.length > 1 ? (
            <Chips
              label={said.committees}
              chips={[
                { href: addressOf({ ...neither, ...(state && { state }) }), label: said.allCommittees, current: committee === undefined },
                ...committees.map(({ id, shortName }) => ({
                  href: addressOf({ committee: id, ...(state && { state }) }),
                  label: shortName,
                  current: committee === id,
                })),
              ]}
            />
          ) : null}
          <Chips
            label={said.states}
            chips={[
              { href: addressOf({ ...neither, ...(committee && { committee }) }), label: said.allStates, current: state === undefined },
              ...listedStates.map((one) => ({
                href: addressOf({ ...(committee && { committee }), state: one }),
                label: said.state[one],
                current: state === one,
              })),
            ]}
          />
        </div>
        {rows.length === 0 ? (
          <EmptyState title={said.nothing} second={addressOf(query) === '/topics' ? undefined : said.nothingSecond}>
            {addressOf(query) === '/topics' ? (
              <ButtonLink href="/">{call.frame.words.deliberations.topic.home}</ButtonLink>
            ) : (
              <ButtonLink href="/topics">{said.showAll}</ButtonLink>
            )}
          </EmptyState>
        ) : (
          <List
            label={said.list}
            items={rows.map((card) => ({
              key: card.id,
              node: (
                <Row
                  href={`/topics/${card.id}`}
                  strong={card.state === 'open'}
                  title={card.title}
                  second={
                    <>
                      <span className={card.state === 'open' ? 'phase now' : 'phase'}>{phaseOf(card, call).join('・')}</span>
                      <br />
                      {said.second(card.committeeShort, number(card.posts))}
                    </>
                  }
                />
              ),
            }))}
          />
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
