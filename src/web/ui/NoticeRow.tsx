import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

interface NoticeRowProps {
  icon: IconName;
  title: string;
  second?: string | undefined;
  time: string;
  /** Opens at the reply or decision itself. */
  href: string;
  unread: boolean;
  /** Spoken for the red dot: words.common.unread. */
  unreadWord: string;
  /** Its second line is read to the end: what to do stands there. */
  whole?: boolean | undefined;
  /** Buttons under the words, outside the link. */
  acts?: ReactNode;
}

/** One notice: what happened, from whom, when; a dot while unread. */
export function NoticeRow({ icon, title, second, time, href, unread, unreadWord, whole, acts }: NoticeRowProps) {
  return (
    <div className={classes('notice', unread && 'unread', whole && 'whole')}>
      <a className="row" href={href}>
        <span className="row-lead">
          <Icon name={icon} />
        </span>
        <span className="row-body">
          <span className="notice-head">
            <span className="row-title">
              {unread ? <span className="spoken">{unreadWord} </span> : null}
              {title}
            </span>
            <span className="row-end">{time}</span>
          </span>
          {second ? <span className="row-second">{second}</span> : null}
        </span>
      </a>
      {acts ? <div className="notice-acts">{acts}</div> : null}
    </div>
  );
}
