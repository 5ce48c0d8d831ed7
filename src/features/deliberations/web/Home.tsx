import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Hemicycle } from '../../../web/ui/Hemicycle.tsx';
import { hall } from '../../../web/ui/hemicycle.ts';
import { PhaseRail } from '../../../web/ui/PhaseRail.tsx';
import { MoreLink, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { TopicHead } from '../../../web/ui/TopicHead.tsx';
import { dateRange, number } from '../../../web/words/format.ts';
import type { TopicCard } from '../contract.ts';
import { composeAddress } from './places.ts';
import { phaseOf, railOf } from './stations.ts';
import { TopicRow } from './TopicRow.tsx';

type Card = Static<typeof TopicCard>;
export interface HomeData {
  /** What is asked now; null when nothing is open or announced. */
  readonly hero: Card | null;
  /** How many materials the hero has. */
  readonly materials: number;
  readonly others: readonly Card[];
  readonly closed: readonly Card[];
}

/** Fewer voices than this draw no hall. */
const FEW = 12;

export function Home({ call, home }: { call: PageCall; home: HomeData }) {
  const { siteName, look, words } = call.frame;
  const said = words.deliberations.home;
  return (
    <Shell
      call={call}
      title={siteName}
      place={{ root: 'home' }}
      head={home.hero ? <Hero card={home.hero} call={call} /> : undefined}
      canonical={`${call.publicUrl}/`}
      share={{ title: siteName, description: home.hero ? home.hero.title : said.description(siteName) }}
    >
      {look === 'care' && home.hero ? <CareRows call={call} home={home} hero={home.hero} /> : <Rows call={call} home={home} />}
    </Shell>
  );
}

function Hero({ card, call }: { card: Card; call: PageCall }) {
  const said = call.frame.words.deliberations;
  const care = call.frame.look === 'care';
  const phase = phaseOf(card, call);
  const citizens = card.posts - card.memberPosts;
  const { each, radius } = hall(card.memberPosts, citizens);
  return (
    <TopicHead
      home
      phase={care ? [said.phase.join(phase)] : phase}
      title={card.title}
      href={`/topics/${card.id}`}
      meta={care ? undefined : metaOf(card, call, each)}
      few={radius < 90}
      ornament={card.posts >= FEW ? <Hemicycle members={card.memberPosts} citizens={citizens} /> : undefined}
    >
      {card.stations.length > 2 ? <PhaseRail stations={railOf(card.stations, call, false)} words={call.frame.words.common} /> : null}
      <Buttons even>
        {card.state === 'open' ? (
          <ButtonLink look="primary" href={composeAddress(card.id)}>
            {said.home.say}
          </ButtonLink>
        ) : (
          <ButtonLink look="primary" href={`/topics/${card.id}#materials`}>
            {said.home.read}
          </ButtonLink>
        )}
        {care || card.state !== 'open' ? null : <ButtonLink href={`/topics/${card.id}#posts`}>{said.home.look}</ButtonLink>}
      </Buttons>
    </TopicHead>
  );
}

function metaOf(card: Card, call: PageCall, each: number): string[] {
  const said = call.frame.words.deliberations.home;
  const { posting } = card;
  const dates = posting ? [dateRange(new Date(posting.startsAt), new Date(posting.endsAt), standpoint(call))] : [];
  const voices = card.state !== 'open' ? card.host : card.posts === 0 ? said.noVoices : said.voices(number(card.posts), card.sectors);
  return [...dates, voices, ...(each > 1 ? [said.each(each)] : [])];
}

function Rows({ call, home: { hero, others, closed } }: { call: PageCall; home: HomeData }) {
  const said = call.frame.words.deliberations.home;
  if (!hero && closed.length === 0)
    return (
      <Section label={said.current}>
        <EmptyState level={1} title={said.nothing} second={said.nothingSecond}>
          <ButtonLink look="primary" href="/topics">
            {said.allTopics}
          </ButtonLink>
        </EmptyState>
      </Section>
    );
  return (
    <>
      {hero ? null : (
        <Section label={said.current}>
          <EmptyState level={1} title={said.nothing} second={said.nothingSecond} />
        </Section>
      )}
      {others.length === 0 ? null : (
        <Section label={said.current}>
          {others.map((card) => (
            <Row key={card.id} href={`/topics/${card.id}`} icon="posts" tile strong title={card.title} second={secondOf(card, call)} />
          ))}
        </Section>
      )}
      {closed.length === 0 ? null : (
        <Section>
          <SectionHead title={said.closed}>
            <MoreLink href="/topics">{call.frame.words.common.all}</MoreLink>
          </SectionHead>
          {closed.map((card) => (
            <TopicRow key={card.id} card={card} call={call} />
          ))}
        </Section>
      )}
    </>
  );
}
const secondOf = (card: Card, call: PageCall) => phaseOf(card, call).join('・');

/** 关怀版: one act above, a verb in each row. */
function CareRows({ call, home, hero }: { call: PageCall; home: HomeData; hero: Card }) {
  const said = call.frame.words.deliberations.home;
  return (
    <Section label={said.current}>
      <Row href={`/topics/${hero.id}#posts`} icon="reply" title={said.look} second={said.posts(number(hero.posts))} />
      <Row href={`/topics/${hero.id}#focus`} icon="file" title={said.read} second={said.materials(home.materials)} />
      {home.others.length > 0 ? (
        <Row href="/topics" icon="posts" title={said.others} second={said.othersSecond(home.others.length)} />
      ) : null}
      <Row href="/mine/posts" icon="route" title={said.mine} second={said.mineSecond} />
    </Section>
  );
}
