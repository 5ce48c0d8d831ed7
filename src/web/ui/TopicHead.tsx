import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface TopicHeadProps {
  /** What is happening now, in gold: ["正在征集意见", "还有 7 天"]. */
  phase?: readonly string[] | undefined;
  title: string;
  href?: string | undefined;
  /** What it is about, in one sentence. */
  second?: string | undefined;
  /** Pieces of one line; where it must be broken, it is broken between them. */
  meta?: readonly string[] | undefined;
  /** On the home page: larger title, with the hemicycle at its right. */
  home?: boolean | undefined;
  ornament?: ReactNode;
  /** The hemicycle is a small one: it stands whole beside the title. */
  few?: boolean | undefined;
  /** Rail and buttons. */
  children?: ReactNode;
}

/** Phrases of at most this many characters stay whole on a phone's line. */
const PHRASE = 9;
const isPhrased = (title: string): boolean =>
  /[，、：；]/.test(title) && title.split(/(?<=[，、：；])/).every((part) => [...part].length <= PHRASE + 1);

/** Content of the deep red head: what stands, then what can be done. */
export function TopicHead({ phase, title, href, second, meta, home, ornament, few, children }: TopicHeadProps) {
  return (
    <>
      {ornament ? <div className={few ? 'head-ornament few' : 'head-ornament'}>{ornament}</div> : null}
      {phase ? (
        <p className="head-phase">
          {phase.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      ) : null}
      <h1 className={classes(home && 'home', isPhrased(title) && 'phrased') || undefined}>{href ? <a href={href}>{title}</a> : title}</h1>
      {second ? <p className="head-second">{second}</p> : null}
      {meta ? (
        <p className="head-meta">
          {meta.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      ) : null}
      {children}
    </>
  );
}
