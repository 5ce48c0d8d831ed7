import type { ReactNode } from 'react';
import type { CommonWords } from '../words/index.ts';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { Badge, Person, type PersonProps } from './Person.tsx';

export interface PostPicture {
  src: string;
  /** Full size, opened by pressing. */
  href: string;
  alt: string;
}

export interface PostProps {
  /** Becomes the anchor of deep links. */
  id: string;
  person: PersonProps;
  text: string;
  words: CommonWords;
  pictures?: readonly PostPicture[] | undefined;
  edited?: boolean | undefined;
  /** Waits for the moderator: only its author sees it. */
  held?: boolean | undefined;
  /** A reply: set in by a line. */
  reply?: boolean | undefined;
  /** The one that a link asked for. */
  marked?: boolean | undefined;
  /** Nothing can be done with it but what its menu says. */
  quiet?: boolean | undefined;
  /** Usually <PostActs>. */
  acts?: ReactNode;
  /** A sentence instead of, or under, the text: withdrawn, refused with its reason. */
  remark?: ReactNode;
}

/** One voice: who, what was said exactly as typed, and what can be done with it. */
export function Post({ id, person, text, words, pictures, edited, held, reply, marked, quiet, acts, remark }: PostProps) {
  return (
    <article
      className={classes('post', reply && 'inner', marked && 'marked', quiet && 'quiet')}
      id={id}
      aria-label={words.post.by(person.name)}
    >
      <Person {...person} />
      {text ? <p className="post-text">{text}</p> : null}
      {remark}
      {pictures?.length ? (
        <ul className="pictures">
          {pictures.map(({ src, href, alt }) => (
            <li key={src}>
              <a href={href}>
                <img src={src} alt={alt} loading="lazy" width="112" height="112" />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {edited || held ? (
        <p className="post-marks">
          {edited ? <Badge tone="plain" parts={[words.post.edited]} /> : null}
          {held ? <Badge tone="warn" parts={[words.post.held]} /> : null}
        </p>
      ) : null}
      {acts}
    </article>
  );
}

export interface LikeProps {
  /** Where the form goes; without JavaScript the page comes back with the new count. Undefined: a count that is only shown. */
  action: string | undefined;
  /** Hidden fields of the form. */
  fields?: Readonly<Record<string, string>> | undefined;
  count: string;
  /** What is counted apart and never added: 访客赞 12. */
  apart?: string | undefined;
  mine: boolean;
  words: CommonWords;
}

/** 赞 as a form with one button; a count alone where nobody may press it. */
export function LikeForm({ action, fields, count, apart, mine, words }: LikeProps) {
  const shown = (
    <>
      <Icon name="like" filled />
      <span>
        <span className="spoken">{words.post.like} </span>
        <span data-count="">{count}</span>
      </span>
    </>
  );
  const visitors = (
    <span className="note" data-apart="">
      {apart}
    </span>
  );
  if (action === undefined)
    return (
      <div>
        <span className="icon-button">{shown}</span>
        {visitors}
      </div>
    );
  return (
    <form method="post" action={action} data-like="">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={classes('icon-button', mine && 'mine')} aria-pressed={mine}>
        {shown}
      </button>
      {visitors}
    </form>
  );
}

interface PostActsProps {
  words: CommonWords;
  like?: LikeProps | undefined;
  /** Without a count the word stands beside the icon. */
  reply?: { href: string; count: string } | undefined;
  /** Items of the menu behind 更多: links and buttons. */
  more?: ReactNode;
}

/** 赞, 回复, 更多; each left out where the state refuses it. */
export function PostActs({ words, like, reply, more }: PostActsProps) {
  return (
    <div className={classes('post-acts', !like && !reply && 'alone')}>
      {like ? <LikeForm {...like} /> : null}
      {reply ? (
        <a className="icon-button" href={reply.href}>
          <Icon name="reply" />
          {reply.count === '' ? (
            <span>{words.post.reply}</span>
          ) : (
            <span>
              <span className="spoken">{words.post.reply} </span>
              {reply.count}
            </span>
          )}
        </a>
      ) : null}
      {more ? <MoreMenu words={words}>{more}</MoreMenu> : null}
    </div>
  );
}

/** A menu that opens without script. Children: <li> with a link or a button each. */
export function MoreMenu({ words, children }: { words: CommonWords; children: ReactNode }) {
  return (
    <details className="menu end">
      <summary className="icon-button" aria-label={words.post.more} title={words.post.more}>
        <Icon name="more" />
      </summary>
      <ul className="menu-list">{children}</ul>
    </details>
  );
}
