import type { ReactNode } from 'react';
import { Page, type PageFrame } from '../web/ui/Page.tsx';
import type { Told } from './errors.ts';

/** The page instead of a stack: what happened, what to do, whom to call, and a number to quote. */
export function TroublePage({
  frame,
  told,
  phones,
  here,
}: {
  frame: PageFrame;
  told: Told;
  phones: readonly { name: string; phone: string }[];
  here: string;
}): ReactNode {
  const { trouble } = frame.words;
  const title = told.status === 404 ? trouble.notFound.title : told.status >= 500 ? trouble.broken.title : trouble.refused.title;
  const text = told.status === 404 ? trouble.notFound.text : told.sentence;
  return (
    <Page frame={frame} title={title} heading={title} place={{ root: 'home' }} unlisted reference={told.ref}>
      <section className="section">
        <p className="lead">{text}</p>
        <p>
          {told.status === 401 ? (
            <a className="button button--primary" href={`/login?next=${encodeURIComponent(here)}`}>
              {trouble.signIn}
            </a>
          ) : (
            <a className="button button--secondary" href="/">
              {trouble.home}
            </a>
          )}
        </p>
        {phones.map(({ name, phone }) => (
          <p key={name} className="note">
            {trouble.phone(name, phone)}
          </p>
        ))}
      </section>
    </Page>
  );
}
