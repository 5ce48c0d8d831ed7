import type { ReactNode } from 'react';
import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { PersonProps } from '../../../web/ui/Person.tsx';
import { type LikeProps, Post, PostActs } from '../../../web/ui/Post.tsx';
import { exactMoment, moment, number } from '../../../web/words/format.ts';
import type { Author, PostView } from '../post-contract.ts';
import { addressOf, anchorOf, composeAddress } from './places.ts';

export type PostShown = Static<typeof PostView>;

/** The author as he or she stood when it was written. */
export function personOf(author: Static<typeof Author>, at: string, call: PageCall): PersonProps {
  const { kinds } = call.frame.words.common;
  const when = new Date(at);
  const place = author.subCommittee ?? author.committee;
  return {
    kind: author.kind,
    name: author.name,
    badge: [kinds[author.kind], ...(author.sector ? [author.sector] : [])],
    meta: [
      ...(author.kind === 'member' && place ? [author.committee && author.subCommittee ? `${author.committee} ${place}` : place] : []),
      <time key="at" dateTime={at} title={exactMoment(when, standpoint(call))}>
        {moment(when, standpoint(call))}
      </time>,
    ],
  };
}

interface PostItemProps {
  post: PostShown;
  call: PageCall;
  /** In its thread the reply button writes; elsewhere it opens the thread. */
  within: 'topic' | 'thread' | 'mine';
  marked?: boolean | undefined;
  /** Whether this person may write here now. */
  open: boolean;
  /** More about it, to its author. */
  children?: ReactNode;
}

/** One voice with what can be done with it. */
export function PostItem({ post, call, within, marked, open, children }: PostItemProps) {
  const { words } = call.frame;
  const said = words.deliberations.post;
  const isPublic = post.state === 'published';
  return (
    <Post
      id={anchorOf(post.id)}
      person={{ ...personOf(post.author, post.at, call), ...(post.erased && { name: words.privacy.gone }) }}
      text={post.erased ? words.privacy.tombstone : post.text}
      words={words.common}
      pictures={post.pictures.map(({ url }, i) => ({ src: url, href: url, alt: said.picture(i + 1) }))}
      edited={post.edited}
      held={post.state === 'pending' && within !== 'mine'}
      reply={post.rootId !== null}
      marked={marked}
      quiet={!isPublic}
      remark={
        <>
          <Remark post={post} call={call} />
          {children}
        </>
      }
      acts={
        <PostActs
          words={words.common}
          like={isPublic ? likeOf(post, call) : undefined}
          reply={isPublic ? replyLink(post, within, open) : undefined}
          more={<Menu post={post} call={call} />}
        />
      }
    />
  );
}

/** Whose words they are sees how many liked them, and presses nothing. */
function likeOf(post: PostShown, call: PageCall): LikeProps {
  const { words, here } = call.frame;
  return {
    action: post.mine && !post.liked ? undefined : `/posts/${post.id}/like`,
    fields: { wanted: post.liked ? 'no' : 'yes', back: `${here}#${anchorOf(post.id)}` },
    count: number(post.likes),
    apart: post.visitorLikes > 0 ? words.compose.visitorLikes(number(post.visitorLikes)) : undefined,
    mine: post.liked,
    words: words.common,
  };
}

function replyLink(post: PostShown, within: PostItemProps['within'], open: boolean) {
  if (within !== 'thread') return { href: addressOf(post), count: number(post.replies) };
  return open ? { href: composeAddress(post.topicId, post.id), count: post.rootId === null ? number(post.replies) : '' } : undefined;
}

function Remark({ post, call }: { post: PostShown; call: PageCall }) {
  const said = call.frame.words.deliberations.post;
  const sentence = post.editWaits
    ? said.editWaits
    : post.state === 'held' || post.state === 'withdrawn' || post.state === 'refused'
      ? said[post.state]
      : null;
  return (
    <>
      {post.replyTo ? <p className="note">{said.answering(post.replyTo.name)}</p> : null}
      {sentence ? <p className="second">{sentence}</p> : null}
    </>
  );
}

function Menu({ post, call }: { post: PostShown; call: PageCall }) {
  const said = call.frame.words.deliberations.post;
  return (
    <>
      <li>
        <a href={addressOf(post)} data-copy="">
          <Icon name="external" />
          <span>{said.permalink}</span>
        </a>
      </li>
      {post.offers.includes('edit') ? (
        <li>
          <a href={`/posts/${post.id}/edit`}>
            <Icon name="pen" />
            <span>{said.edit}</span>
          </a>
        </li>
      ) : null}
      {post.offers.includes('withdraw') ? <PostAct call={call} post={post} act="withdrawal" label={said.withdraw} danger /> : null}
      {post.offers.includes('restore') ? (
        <PostAct call={call} post={post} act="restoring" label={call.frame.words.deliberations.withdrawal.undo} />
      ) : null}
    </>
  );
}

function PostAct({ call, post, act, label, danger }: { call: PageCall; post: PostShown; act: string; label: string; danger?: boolean }) {
  return (
    <li>
      <form method="post" action={`/posts/${post.id}/${act}`}>
        <input type="hidden" name="back" value={call.frame.here} />
        <button type="submit" className={danger ? 'danger' : undefined}>
          <Icon name="undo" />
          <span>{label}</span>
        </button>
      </form>
    </li>
  );
}
