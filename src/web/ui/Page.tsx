import type { ReactNode } from 'react';
import type { CommonWords, Words } from '../words/index.ts';
import { Icon } from './Icon.tsx';
import { Mark } from './Mark.tsx';
import { type RootTab, TabBar } from './TabBar.tsx';

export type Look = 'normal' | 'care';

/** What a message app shows when the page is shared. Addresses are absolute. */
export interface ShareCard {
  title: string;
  description: string;
  image?: string | undefined;
}

/** What every public page has, whatever it shows; made once per request. */
export interface PageFrame {
  words: Words;
  siteName: string;
  look: Look;
  /** Path and query of this page: where the look and language switches come back to. */
  here: string;
  demo: boolean;
  /** Served in an office network without encryption. */
  lan?: boolean | undefined;
  /** A WeChat service account is set: pages may speak of it, and with it when they are read there. */
  wechat?: boolean | undefined;
  /** What the single sign-on is called; null without one. */
  directory?: string | null | undefined;
  /** Unread notices of the person who looks. */
  unread: number;
  /** The bundled style sheet, inline; or links to it. */
  css?: string | undefined;
  styleSheets?: readonly string[] | undefined;
  /** All pages are grey between the two dates of a mourning. */
  mourning?: boolean | undefined;
  /** Forces a colour set; otherwise the page follows the system. */
  theme?: 'light' | 'dark' | undefined;
}

export interface PageProps {
  frame: PageFrame;
  title: string;
  /** How many refusals the page shows: the title then begins with 出错. */
  errorCount?: number | undefined;
  /** Top left: a way back, or one of the four roots. */
  place: { back: { href: string; label: string } } | { root: RootTab };
  /** The h1 in the top bar, on pages that have none of their own: 消息, 我的发言. */
  heading?: string | undefined;
  /** Buttons at the right of the top bar, before 关怀版. */
  tools?: ReactNode;
  /** The deep red head; the top bar turns red with it. */
  head?: ReactNode;
  /** Sticky at the foot: tabs by default on roots; a composer or actions elsewhere. */
  foot?: { kind: 'tabs'; current?: RootTab | undefined } | { kind: 'composer' | 'actions'; content: ReactNode } | undefined;
  scripts?: readonly string[] | undefined;
  canonical?: string | undefined;
  share?: ShareCard | undefined;
  /** Search engines are asked to leave the page out: mine, notices, sign-in. */
  unlisted?: boolean | undefined;
  /** The number that help asks for, on pages of trouble. */
  reference?: string | undefined;
  /** A dialog or sheet over the page, which then cannot be reached by Tab. */
  overlay?: ReactNode;
  children: ReactNode;
}

/** The seal as the browser's own sign of the page, without a request. */
const seal = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#b3261e"/><path fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="square" d="M12 4.6 5.2 10.6M12 4.6l6.8 6M9.4 12.1h5.2M8 15.3h8v4.2H8z"/></svg>',
)}`;

function DocumentHead({ frame, title, errorCount, scripts, canonical, share, unlisted, head }: PageProps) {
  const { words, siteName, css, styleSheets } = frame;
  const name = title === siteName ? title : `${title} - ${siteName}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{errorCount ? words.common.errorTitle(name) : name}</title>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content={head ? '#8c1d17' : '#ffffff'} media="(prefers-color-scheme: light)" />
      <link rel="icon" href={seal} />
      {unlisted ? <meta name="robots" content="noindex" /> : null}
      {canonical ? <link rel="canonical" href={canonical} /> : null}
      {share ? (
        <>
          <meta name="description" content={share.description} />
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content={siteName} />
          <meta property="og:title" content={share.title} />
          <meta property="og:description" content={share.description} />
          {canonical ? <meta property="og:url" content={canonical} /> : null}
          {share.image ? <meta property="og:image" content={share.image} /> : null}
        </>
      ) : null}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet; text content would be escaped and its hash would differ */}
      {css ? <style dangerouslySetInnerHTML={{ __html: css }} /> : null}
      {styleSheets?.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {scripts?.map((src) => (
        <script key={src} type="module" src={src} />
      ))}
    </head>
  );
}

function LookSwitch({ look, here, words }: { look: Look; here: string; words: CommonWords }) {
  const other = look === 'care' ? 'normal' : 'care';
  return (
    <form method="post" action="/look">
      <input type="hidden" name="look" value={other} />
      <input type="hidden" name="back" value={here} />
      <button type="submit" className="icon-button look-switch">
        {look === 'care' ? null : <Icon name="letters" />}
        <span>{words.looks[other]}</span>
      </button>
    </form>
  );
}

function TopBar({ frame, place, heading, tools, head, overlay }: PageProps) {
  const words = frame.words.common;
  const title = (
    <>
      {heading ? <h1 className="top-heading">{heading}</h1> : null}
      {frame.demo ? <span className="demo">{words.demo}</span> : null}
    </>
  );
  return (
    <header className={head ? 'top on-red' : 'top'} inert={Boolean(overlay)}>
      {frame.lan ? <p className="band">{words.lanBanner}</p> : null}
      <div className={'back' in place && heading ? 'column top-row titled' : 'column top-row'}>
        <div className="top-place">
          {'back' in place ? (
            <a className="top-back" href={place.back.href}>
              <Icon name="back" />
              {/* Large letters leave room for the title, and for an arrow. */}
              <span className={heading && frame.look === 'care' ? 'spoken' : undefined}>{place.back.label}</span>
            </a>
          ) : place.root === 'home' ? (
            <a href="/">
              <Mark onRed={Boolean(head)} />
              <span>{frame.siteName}</span>
            </a>
          ) : null}
          {'back' in place && heading ? null : title}
        </div>
        {'back' in place && heading ? <div className="top-middle">{title}</div> : null}
        <div className="top-tools">
          {tools}
          <LookSwitch look={frame.look} here={frame.here} words={words} />
        </div>
      </div>
    </header>
  );
}

function Foot({ frame, reference, overlay }: PageProps) {
  const words = frame.words.common;
  return (
    <footer className="foot" inert={Boolean(overlay)}>
      <div className="column">
        {reference ? <p>{words.reference(reference)}</p> : null}
        <div className="foot-line">
          <span>{frame.siteName}</span>
          <form method="post" action="/look">
            <input type="hidden" name="lang" value={words.otherLanguage.locale} />
            <input type="hidden" name="back" value={frame.here} />
            <button type="submit" className="text-button" lang={words.otherLanguage.tag}>
              {words.otherLanguage.name}
            </button>
          </form>
        </div>
      </div>
    </footer>
  );
}

/** A whole public document: everything between <html> and </html>. */
export function Page(props: PageProps) {
  const { frame, place, head, foot, overlay, children } = props;
  const words = frame.words.common;
  const root = 'root' in place ? place.root : undefined;
  return (
    <html
      lang={words.tag}
      data-look={frame.look}
      {...(frame.theme ? { 'data-theme': frame.theme } : {})}
      {...(frame.mourning ? { 'data-mourning': '' } : {})}
    >
      <DocumentHead {...props} />
      <body className="page">
        <a className="skip" href="#main">
          {words.skip}
        </a>
        <TopBar {...props} />
        <main className="body" id="main" tabIndex={-1} inert={Boolean(overlay)}>
          {head ? (
            <div className="head on-red">
              <div className="column">{head}</div>
            </div>
          ) : null}
          <div className="column">{children}</div>
        </main>
        <Foot {...props} />
        {overlay ? (
          overlay
        ) : foot && foot.kind !== 'tabs' ? (
          <section className="sticky" aria-label={words.foot[foot.kind]}>
            <div className="column">{foot.content}</div>
          </section>
        ) : foot || root ? (
          <TabBar current={root ?? foot?.current} unread={frame.unread} words={words} />
        ) : null}
      </body>
    </html>
  );
}
