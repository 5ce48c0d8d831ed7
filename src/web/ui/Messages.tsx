import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

const icons: Record<'ok' | 'warn' | 'bad', IconName> = { ok: 'accepted', warn: 'alert', bad: 'alert' };

/** What has just come of an act, on the page that follows it: a sentence, and what comes next. */
export function Said({ tone, children }: { tone: 'ok' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <div className={classes('said', tone !== 'ok' && tone)} role="status">
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** Stays on the page from the start, so that what comes into it is read aloud. */
export function ToastRegion({ children }: { children?: ReactNode }) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {children}
    </div>
  );
}

interface ToastProps {
  children: ReactNode;
  /** With its count-down: words.common.undoIn(6). */
  undo?: { label: string; onPress?: (() => void) | undefined } | undefined;
}

/** One sentence and 撤销. */
export function Toast({ children, undo }: ToastProps) {
  return (
    <div className="toast">
      <span>{children}</span>
      {undo ? (
        <button type="button" className="toast-act" {...(undo.onPress ? { onClick: undo.onPress } : {})}>
          {undo.label}
        </button>
      ) : null}
    </div>
  );
}

/** Stays as long as there is no network. */
export function OfflineBand({ children }: { children: ReactNode }) {
  return (
    <div className="offline" role="status">
      <Icon name="offline" />
      <span>{children}</span>
    </div>
  );
}

interface NewStripProps {
  /** "12 条新留言". */
  children: ReactNode;
  href?: string | undefined;
  onPress?: (() => void) | undefined;
}

/** New content waits above the composer until it is asked for: the list never jumps under the reader. */
export function NewStrip({ children, href, onPress }: NewStripProps) {
  return href ? (
    <a className="new-strip" href={href}>
      {children}
    </a>
  ) : (
    <button type="button" className="new-strip" {...(onPress ? { onClick: onPress } : {})}>
      {children}
    </button>
  );
}
