import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'ink';

interface Dress {
  /** One primary a screen; ink is the act on the current row of a desk. */
  look?: ButtonLook | undefined;
  icon?: IconName | undefined;
  /** The key that really does the same, shown as a small box. */
  shortcut?: string | undefined;
  wide?: boolean | undefined;
  children: ReactNode;
}
type ButtonProps = Dress & { busy?: boolean | undefined } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'>;
type ButtonLinkProps = Dress & { href: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className' | 'style'>;

const dress = (look: ButtonLook | undefined, wide: boolean | undefined) => classes('button', look !== 'secondary' && look, wide && 'wide');

function Spinner() {
  return (
    <svg className="spinner" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" opacity=".35" />
      <path d="M8 1.5a6.5 6.5 0 0 1 6.5 6.5" />
    </svg>
  );
}

/** A button that does something here; while busy it keeps its place and says what it is doing. */
export function Button({ look, icon, shortcut, wide, busy, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={dress(look, wide)} {...(busy ? { 'aria-busy': true } : {})}>
      {busy ? <Spinner /> : icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
      {shortcut ? <kbd className="key">{shortcut}</kbd> : null}
    </button>
  );
}

/** A link that looks like a button: it leads to another page. */
export function ButtonLink({ look, icon, shortcut, wide, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={dress(look, wide)}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
      {shortcut ? <kbd className="key">{shortcut}</kbd> : null}
    </a>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style' | 'children'> {
  icon: IconName;
  /** Spoken, and shown on hover. */
  label: string;
}

/** Search, share and more: the only icons that may stand without a word. */
export function IconButton({ icon, label, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} className="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

interface IconLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className' | 'style' | 'children'> {
  icon: IconName;
  label: string;
  href: string;
}

/** The same as a link. */
export function IconLink({ icon, label, href, ...rest }: IconLinkProps) {
  return (
    <a {...rest} href={href} className="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </a>
  );
}

/** Buttons side by side that stack when the text grows. */
export function Buttons({ even, children }: { even?: boolean | undefined; children: ReactNode }) {
  return <div className={even ? 'buttons even' : 'buttons'}>{children}</div>;
}
