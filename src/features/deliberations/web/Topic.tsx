import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { ButtonLink, IconLink } from '../../../web/ui/Button.tsx';
import { Chips, PageTabs } from '../../../web/ui/Chips.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { PhaseRail } from '../../../web/ui/PhaseRail.tsx';
import { List, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { TopicHead } from '../../../web/ui/TopicHead.tsx';
import { number } from '../../../web/words/format.ts';
import type { TopicView } from '../contract.ts';
import { composerFoot } from './ComposerFoot.tsx';
import { Focus } from './Focus.tsx';
import { Materials } from './Materials.tsx';
import { Onward } from './Onward.tsx';
import { PostItem, type PostShown } from './PostItem.tsx';
import { composeAddress } from './places.ts';
import { Share } from './Share.tsx';
import { shortAddress } from './shortCode.ts';
import { phaseOf, railOf } from './stations.ts';
import type { Writing } from './writing.ts';

type View = Static<typeof TopicView>;
export interface TopicQuery {
  readonly sort?: 'newest' | 'hottest';
  readonly who?: 'member' | 'netizen';
  readonly after?: string;
}
export interface TopicData {
  readonly topic: View;
  readonly query: TopicQuery;
  readonly posts: { readonly rows: readonly PostShown[]; readonly next: string | null };
  /** The reader's own posts that nobody else sees yet. */
  readonly waiting: readonly PostShown[];
  readonly writing: Writing;
}

const addressOf = (id: string, query: TopicQuery): string => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined)).toString();
  return `/topics/${id}${asked === '' ? '' : `?${asked}`}`;
};

/** A topic as one page: what it is about, what can be read, what people say. */
export function Topic({ call, data }: { call: PageCall; data: TopicData }) {
  const { topic, writing } = data;
  const said = call.frame.words.deliberations.topic;
  const canonical = `${call.publicUrl}/topics/${topic.id}`;
  const [picture] = topic.pictures;
  return (
    <Shell
      call={call}
      island="topic"
      visits={topic.state === 'draft' ? undefined : topic.id}
      title={topic.title}
      place={{ back: { href: '/', label: said.home } }}
      tools={<IconLink icon="share" label={said.share} href="#share" data-share="" />}
      head={<Head call={call} topic={topic} />}
      foot={composerFoot(call, { topicId: topic.id, replyTo: null }, writing)}
      canonical={canonical}
      share={{ title: topic.title, description: topic.summary, ...(picture && { image: `${call.publicUrl}${picture.url}` }) }}
      unlisted={topic.state === 'draft'}
    >
      <PageTabs
        label={said.parts}
        tabs={[
          { href: '#focus', label: said.focus, current: true },
          { href: '#materials', label: said.materials, count: number(topic.materials.length) },
          { href: '#posts', label: said.posts, count: number(topic.posts) },
        ]}
      />
      <Focus topic={topic} call={call} />
      <Materials topic={topic} call={call} />
      <Posts call={call} data={data} />
      {topic.state === 'draft' ? null : (
        <Share address={`${call.publicUrl}${shortAddress(topic.id)}`} title={topic.title} code={`/topics/${topic.id}/qr.svg`} call={call} />
      )}
    </Shell>
  );
}

function Head({ call, topic }: { call: PageCall; topic: View }) {
  return (
    <TopicHead
      title={topic.title}
      second={topic.summary === '' ? undefined : topic.summary}
      meta={[hostOf(topic), ...phaseOf(topic, call).slice(-1)]}
    >
      {topic.stations.length > 2 ? (
        <PhaseRail stations={railOf(topic.stations, call, call.frame.look !== 'care')} words={call.frame.words.common} />
      ) : null}
    </TopicHead>
  );
}

/** 市政协教科卫体委员会: whose it is in one breath; a name that says its committee already is not told twice. */
const hostOf = ({ committeeShort, host }: View): string => (host.startsWith(committeeShort) ? host : `${committeeShort}${host}`);

function Posts({ call, data: { topic, query, posts, waiting, writing } }: { call: PageCall; data: TopicData }) {
  const said = call.frame.words.deliberations.topic;
  const open = writing.closed === null;
  const { after, ...view } = query;
  const shown = after === undefined ? [...waiting, ...posts.rows] : posts.rows;
  return (
    <Section id="posts">
      <SectionHead title={said.posts}>
        <Order topicId={topic.id} query={query} call={call} />
      </SectionHead>
      {shown.length === 0 ? (
        <NoPosts call={call} topic={topic} query={query} open={open} />
      ) : (
        <List
          label={said.posts}
          items={shown.map((post) => ({ key: post.id, node: <PostItem post={post} call={call} within="topic" open={open} /> }))}
        />
      )}
      <Onward
        call={call}
        back={after === undefined ? undefined : { href: `${addressOf(topic.id, view)}#posts`, label: said.fromTop }}
        on={
          posts.next === null
            ? undefined
            : {
                href: `${addressOf(topic.id, { ...view, after: posts.next })}#posts`,
                label: view.sort === 'hottest' ? said.lower : said.older,
              }
        }
      />
    </Section>
  );
}

function Order({ topicId, query: { sort = 'newest', who }, call }: { topicId: string; query: TopicQuery; call: PageCall }) {
  const said = call.frame.words.deliberations.topic;
  const to = (query: TopicQuery) => `${addressOf(topicId, query)}#posts`;
  const ordered = sort === 'hottest' ? { sort } : {};
  const only = who === 'member' ? { who } : {};
  return (
    <Chips
      plain
      label={said.order}
      chips={[
        { href: to(only), label: said.newest, current: sort === 'newest' },
        { href: to({ sort: 'hottest', ...only }), label: said.hottest, current: sort === 'hottest' },
        { href: to(who === 'member' ? ordered : { ...ordered, who: 'member' }), label: said.membersOnly, current: who === 'member' },
      ]}
    />
  );
}

function NoPosts({ call, topic, query, open }: { call: PageCall; topic: View; query: TopicQuery; open: boolean }) {
  const said = call.frame.words.deliberations.topic;
  if (query.who !== undefined)
    return (
      <EmptyState level={3} title={query.who === 'member' ? said.noMemberPosts : said.noPosts}>
        <ButtonLink href={`/topics/${topic.id}#posts`}>{said.everyone}</ButtonLink>
      </EmptyState>
    );
  return (
    <EmptyState level={3} title={said.noPosts} second={topic.state === 'announced' ? said.noPostsYet : undefined}>
      {open ? (
        <ButtonLink look="primary" href={composeAddress(topic.id)}>
          {said.first}
        </ButtonLink>
      ) : (
        <ButtonLink href="/topics">{call.frame.words.deliberations.home.allTopics}</ButtonLink>
      )}
    </EmptyState>
  );
}
