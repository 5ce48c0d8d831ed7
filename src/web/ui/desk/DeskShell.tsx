import type { MouseEvent, ReactNode } from 'react';
import type { CommonWords } from '../../words/index.ts';
import { Icon } from '../Icon.tsx';
import type { IconName } from '../icons.ts';
import { Mark } from '../Mark.tsx';
import { PersonMark } from '../Person.tsx';

export interface DeskPlace {
  href: string;
  label: string;
  icon: IconName;
  /** Formatted; left out when there is nothing to do. */
  count?: string | undefined;
  current?: boolean | undefined;
}

export interface DeskGroup {
  /** The first group has none. */
  label?: string | undefined;
  places: readonly DeskPlace[];
}

interface DeskShellProps {
  siteName: string;
  demo: boolean;
  words: CommonWords;
  groups: readonly DeskGroup[];
  person: { name: string; role: string; href: string };
  /** The heading of the screen; chips or one sentence of state beside it. */
  title: string;
  state?: ReactNode;
  /** Search and at most one primary, at the right. */
  tools?: ReactNode;
  /** Edge to edge: list and detail. Otherwise the content has the usual padding. */
  bare?: boolean | undefined;
  /** Lets a router change the screen without loading. */
  onNavigate?: ((event: MouseEvent<HTMLAnchorElement>, href: string) => void) | undefined;
  children: ReactNode;
}

function Places({ groups, onNavigate }: Pick<DeskShellProps, 'groups' | 'onNavigate'>) {
  return groups.map(({ label, places }) => (
    <div key={label ?? ''} className="desk-group">
      {label ? <h2 className="desk-group-label">{label}</h2> : null}
      <ul>
        {places.map(({ href, label: name, icon, count, current }) => (
          <li key={href}>
            <a
              className="desk-place"
              href={href}
              aria-current={current ? 'page' : undefined}
              {...(onNavigate ? { onClick: (event: MouseEvent<HTMLAnchorElement>) => onNavigate(event, href) } : {})}
            >
              <Icon name={icon} />
              <span className="desk-place-name">{name}</span>
              {count === undefined ? null : <span className="desk-count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** Nav 196, toolbar 56, content: the frame of every desk screen. The root element carries data-surface="desk". */
export function DeskShell(props: DeskShellProps) {
  const { siteName, demo, words, groups, person, title, state, tools, bare, onNavigate, children } = props;
  return (
    <div className="desk">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="desk-nav">
        <div className="desk-site">
          <Mark />
          <div>
            <b>{siteName}</b>
            <span className="second">{demo ? `${words.demo}・${words.desk.name}` : words.desk.name}</span>
          </div>
        </div>
        <nav aria-label={words.desk.places}>
          <Places groups={groups} onNavigate={onNavigate} />
        </nav>
        <a className="desk-person" href={person.href}>
          <PersonMark kind="netizen" name={person.name} />
          <span>
            <b>{person.name}</b>
            <span className="note">{person.role}</span>
          </span>
        </a>
      </header>
      <main className={bare ? 'desk-main bare' : 'desk-main'} id="main" tabIndex={-1}>
        <div className="toolbar">
          <h1 title={title}>{title}</h1>
          {state === undefined ? null : <div className="toolbar-state">{state}</div>}
          {tools ? <div className="toolbar-tools">{tools}</div> : null}
        </div>
        <div className="desk-content">{children}</div>
      </main>
    </div>
  );
}

interface DeskSearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSearch: () => void;
}

/** The search field of a toolbar; `/` brings the focus here (id "search"). */
export function DeskSearch({ label, value, onChange, onSearch }: DeskSearchProps) {
  return (
    <search>
      <form
        className="desk-search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch();
        }}
      >
        <Icon name="search" />
        <input
          id="search"
          type="search"
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <KeyHint>/</KeyHint>
      </form>
    </search>
  );
}

/** The small box with a key that really works here. */
export function KeyHint({ children }: { children: string }) {
  return <kbd className="key">{children}</kbd>;
}

/** At the foot of keyboard desks: which key does what; the last one opens all of them. */
export function KeyBar({ label, keys }: { label: string; keys: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <ul className="key-bar" aria-label={label}>
      {keys.map(({ keys: boxes, does }) => (
        <li key={does}>
          {boxes.map((box) => (
            <KeyHint key={box}>{box}</KeyHint>
          ))}
          <span>{does}</span>
        </li>
      ))}
    </ul>
  );
}
