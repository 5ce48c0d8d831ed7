import type { ReactNode } from 'react';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { PageTabs } from '../../../web/ui/Chips.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { TextArea } from '../../../web/ui/Field.tsx';
import { Hemicycle } from '../../../web/ui/Hemicycle.tsx';
import { Badge } from '../../../web/ui/Person.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { List, Row, Section } from '../../../web/ui/Row.tsx';
import { exactMoment, number } from '../../../web/words/format.ts';
import { READING } from '../../moderation/contract.ts';
import { excerpt } from './excerpt.ts';
import { Onward } from './Onward.tsx';
import { PostItem, type PostShown } from './PostItem.tsx';
import { composeAddress } from './places.ts';

export const shelves = ['all', 'waiting', 'refused', 'drafts'] as const;
export type Shelf = (typeof shelves)[number];
/** What became of it where a moderator did not make it public. */
export interface Decision {
  readonly reading: string;
  readonly sentence: string | null;
  readonly ownWords: string | null;
  readonly decidedAt: Date | null;
  readonly appealUntil: Date | null;
  readonly appeal: 'asked' | 'granted' | 'upheld' | null;
  readonly answer: string | null;
  /** The first version stands; a later one was refused. */
  readonly ofChange: boolean;
}
export interface MyPost extends PostShown {
  readonly topicTitle: string;
  readonly decision: Decision | null;
}
export interface MyDraft {
  readonly topicId: string;
  readonly title: string;
  readonly replyTo: string | null;
  readonly text: string;
  readonly savedAt: Date;
}
export interface MyPostsData {
  readonly shelf: Shelf;
  readonly counts: Readonly<Record<Shelf, number>>;
  readonly posts: readonly MyPost[];
  readonly drafts: readonly MyDraft[];
  readonly next: string | null;
  readonly first: boolean;
  readonly at: string | null;
  /** An appeal that has to be mended. */
  readonly wrong: {
    readonly reading: string;
    readonly words: string;
    readonly formKey: string;
    readonly problems: readonly Problem[];
  } | null;
  readonly formKey: string;
}
const shelfAddress = (shelf: Shelf): string => (shelf === 'all' ? '/mine/posts' : `/mine/posts?shelf=${shelf}`);

/** 我的发言: what I said, what became of it, what I have not sent. */
export function MyPosts({ call, data }: { call: PageCall; data: MyPostsData }) {
  const said = call.frame.words.deliberations.mine;
  const { shelf, counts, posts, drafts, next, first, wrong } = data;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/mine', label: said.back } }}
      foot={{ kind: 'tabs' }}
      errorCount={wrong?.problems.length}
      unlisted
    >
      <PageTabs
        label={said.title}
        tabs={shelves.map((one) => ({
          href: shelfAddress(one),
          label: said.tabs[one],
          count: number(counts[one]),
          current: one === shelf,
        }))}
      />
      <Section label={said.tabs[shelf]}>
        {shelf === 'drafts' ? <Drafts call={call} drafts={drafts} /> : null}
        {shelf !== 'drafts' && posts.length > 0 ? (
          <List
            label={said.tabs[shelf]}
            items={posts.map((post) => ({ key: post.id, node: <MyPostItem post={post} call={call} data={data} /> }))}
          />
        ) : null}
        {(shelf === 'drafts' ? drafts : posts).length === 0 ? <Nothing call={call} data={data} /> : null}
        <Onward
          call={call}
          back={first ? undefined : { href: shelfAddress(shelf), label: said.fromTop }}
          on={next === null ? undefined : { href: `${shelfAddress(shelf)}${shelf === 'all' ? '?' : '&'}after=${next}`, label: said.older }}
        />
      </Section>
    </Shell>
  );
}

function Nothing({ call, data: { shelf, counts, drafts } }: { call: PageCall; data: MyPostsData }) {
  const said = call.frame.words.deliberations.mine;
  const [draft] = drafts;
  return (
    <EmptyState
      title={said.empty[shelf]}
      second={shelf === 'all' ? said.second : undefined}
      ornament={<Hemicycle members={17} citizens={45} here />}
    >
      <ButtonLink look="primary" href="/topics?state=open">
        {said.look}
      </ButtonLink>
      {shelf === 'all' && counts.drafts > 0 && draft ? (
        <ButtonLink look="quiet" href={composeAddress(draft.topicId, draft.replyTo ?? undefined)}>
          {said.goOn(exactMoment(draft.savedAt, standpoint(call)))}
        </ButtonLink>
      ) : null}
    </EmptyState>
  );
}

function Drafts({ call, drafts }: { call: PageCall; drafts: readonly MyDraft[] }) {
  const said = call.frame.words.deliberations.mine;
  return (
    <List
      label={said.tabs.drafts}
      items={drafts.map(({ topicId, title, replyTo, text, savedAt }) => ({
        key: `${topicId} ${replyTo}`,
        node: (
          <Row
            href={composeAddress(topicId, replyTo ?? undefined)}
            title={text === '' ? said.emptyDraft : excerpt(text)}
            second={
              <>
                {replyTo === null ? said.on(title) : said.replyIn(title)}
                <br />
                {said.draftSaved(exactMoment(savedAt, standpoint(call)))}
              </>
            }
          />
        ),
      }))}
    />
  );
}

const tones = { pending: 'warn', held: 'warn', refused: 'bad', withdrawn: 'plain', published: 'ok' } as const;

function MyPostItem({ post, call, data }: { post: MyPost; call: PageCall; data: MyPostsData }) {
  const said = call.frame.words.deliberations;
  return (
    <>
      <p className="of-topic">
        <a href={`/topics/${post.topicId}`}>{post.rootId === null ? said.mine.on(post.topicTitle) : said.mine.replyIn(post.topicTitle)}</a>
        <Badge tone={tones[post.state]} parts={[said.post.states[post.state]]} />
      </p>
      <PostItem post={post} call={call} within="mine" open={false} marked={data.at === post.id}>
        {post.decision ? <DecisionWords decision={post.decision} call={call} data={data} /> : null}
      </PostItem>
    </>
  );
}

function DecisionWords({ decision, call, data }: { decision: Decision; call: PageCall; data: MyPostsData }): ReactNode {
  const said = call.frame.words.deliberations.mine;
  const from = standpoint(call);
  return (
    <div className="decision">
      {decision.ofChange ? <p>{said.changeRefused}</p> : null}
      {decision.decidedAt ? <p>{said.decided(exactMoment(decision.decidedAt, from))}</p> : null}
      {decision.sentence ? <p>{said.reason(decision.sentence)}</p> : null}
      {decision.ownWords ? <p>{said.ownWords(decision.ownWords)}</p> : null}
      {decision.appeal === 'asked' ? <p>{said.appealed}</p> : null}
      {decision.appeal === 'upheld' ? <p>{said.upheld}</p> : null}
      {decision.answer ? <p>{said.ownWords(decision.answer)}</p> : null}
      {decision.appealUntil && decision.appealUntil > call.now ? (
        <Appeal decision={decision} until={decision.appealUntil} call={call} data={data} />
      ) : decision.appealUntil ? (
        <p>{said.appealOver}</p>
      ) : null}
    </div>
  );
}

function Appeal({ decision: { reading }, until, call, data }: { decision: Decision; until: Date; call: PageCall; data: MyPostsData }) {
  const said = call.frame.words.deliberations.mine;
  const wrong = data.wrong?.reading === reading ? data.wrong : null;
  const sentence = wrong?.problems[0]?.sentence;
  const field = `words-${reading}`;
  return (
    <details className="unfold" open={wrong !== null}>
      <summary>{said.appeal}</summary>
      {sentence ? <RefusalSummary title={call.frame.words.common.cannotSave(1)} lines={[{ field, sentence }]} /> : null}
      <form method="post" action={`/mine/appeals/${reading}`} noValidate>
        <input type="hidden" name="key" value={wrong?.formKey ?? `${data.formKey}-${reading}`} />
        <TextArea
          id={field}
          name="words"
          label={said.appealLabel}
          hint={said.appealHint(exactMoment(until, standpoint(call)))}
          rows={3}
          defaultValue={wrong?.words}
          error={sentence}
          count={call.frame.words.common.atMost(number(READING.appeal))}
        />
        <Button type="submit">{said.appealSend}</Button>
      </form>
    </details>
  );
}
