import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { ButtonLink, IconLink } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { List, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { number } from '../../../web/words/format.ts';
import { composerFoot } from './ComposerFoot.tsx';
import { excerpt } from './excerpt.ts';
import { Onward } from './Onward.tsx';
import { PostItem, type PostShown } from './PostItem.tsx';
import { composeAddress } from './places.ts';
import { Share } from './Share.tsx';
import type { Writing } from './writing.ts';

export interface ThreadData {
  readonly topic: { readonly id: string; readonly title: string };
  readonly post: PostShown;
  readonly replies: { readonly rows: readonly PostShown[]; readonly next: string | null };
  /** The reply that the link asked for. */
  readonly at: string | null;
  /** Whether the page begins at the first reply. */
  readonly first: boolean;
  readonly writing: Writing;
}
const addressIn = ({ topic, post }: ThreadData): string => `/topics/${topic.id}/posts/${post.id}`;

/** One post and what was replied to it. */
export function Thread({ call, data }: { call: PageCall; data: ThreadData }) {
  const { topic, post, at, writing } = data;
  const said = call.frame.words.deliberations.thread;
  const address = addressIn(data);
  const canReply = writing.closed === null && post.state === 'published';
  return (
    <Shell
      call={call}
      island="topic"
      visits={topic.id}
      title={`${said.title(post.author.name)}・${topic.title}`}
      place={{ back: { href: `/topics/${topic.id}`, label: said.topic } }}
      tools={<IconLink icon="share" label={call.frame.words.deliberations.topic.share} href="#share" data-share="" />}
      foot={
        post.state === 'published'
          ? composerFoot(call, { topicId: topic.id, replyTo: { id: post.id, name: post.author.name } }, writing)
          : undefined
      }
      canonical={`${call.publicUrl}${address}`}
      share={{ title: said.title(post.author.name), description: excerpt(post.text) }}
      unlisted={post.state !== 'published'}
    >
      <Section label={said.title(post.author.name)}>
        <h1 className="crumb">
          <a href={`/topics/${topic.id}`}>{topic.title}</a>
        </h1>
        <PostItem post={post} call={call} within="thread" open={canReply} marked={at === post.id} />
      </Section>
      <Replies call={call} data={data} canReply={canReply} />
      {post.state === 'published' ? (
        <Share address={`${call.publicUrl}${address}`} title={said.title(post.author.name)} call={call} />
      ) : null}
    </Shell>
  );
}

function Replies({ call, data, canReply }: { call: PageCall; data: ThreadData; canReply: boolean }) {
  const { topic, post, replies, at, first } = data;
  const said = call.frame.words.deliberations.thread;
  const address = addressIn(data);
  return (
    <Section id="replies">
      <SectionHead
        title={
          <>
            {said.replies} <span className="count">{number(post.replies)}</span>
          </>
        }
      />
      {replies.rows.length === 0 ? (
        <EmptyState level={3} title={said.noReplies}>
          {canReply ? <ButtonLink href={composeAddress(topic.id, post.id)}>{said.reply}</ButtonLink> : null}
        </EmptyState>
      ) : (
        <List
          label={said.replies}
          items={replies.rows.map((reply) => ({
            key: reply.id,
            node: <PostItem post={reply} call={call} within="thread" open={canReply} marked={at === reply.id} />,
          }))}
        />
      )}
      <Onward
        call={call}
        back={first ? undefined : { href: `${address}#replies`, label: said.fromFirst }}
        on={replies.next === null ? undefined : { href: `${address}?after=${replies.next}#replies`, label: said.later }}
      />
    </Section>
  );
}
