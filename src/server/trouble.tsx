import type { ReactNode } from 'react';
import { ButtonLink, Buttons } from '../web/ui/Button.tsx';
import { EmptyState } from '../web/ui/EmptyState.tsx';
import { Page, type PageFrame } from '../web/ui/Page.tsx';
import { Section } from '../web/ui/Row.tsx';
import type { Told } from './errors.ts';

interface TroubleProps {
  frame: PageFrame;
  told: Told;
  phones: readonly { name: string; phone: string }[];
  here: string;
}

/** The page instead of a stack: what happened, what to do, whom to call, and a number to quote. */
export function TroublePage({ frame, told, phones, here }: TroubleProps): ReactNode {
  const { trouble, deliberations } = frame.words;
  const title = told.status === 404 ? trouble.notFound.title : told.status >= 500 ? trouble.broken.title : trouble.refused.title;
  const text = told.status === 404 ? trouble.notFound.text : told.sentence;
  return (
    <Page
      frame={frame}
      title={title}
      place={{ back: { href: '/', label: deliberations.topic.home } }}
      unlisted
      reference={told.ref}
      foot={{ kind: 'actions', content: <WaysOut words={frame.words} status={told.status} here={here} /> }}
    >
      <Section label={title}>
        <EmptyState level={1} title={title} second={text}>
          {phones.map(({ name, phone }) => (
            <span key={name} className="second">
              {trouble.phone(name)} <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
            </span>
          ))}
        </EmptyState>
      </Section>
    </Page>
  );
}

function WaysOut({
  words: { trouble, deliberations },
  status,
  here,
}: {
  words: PageFrame['words'];
  status: number;
  here: string;
}): ReactNode {
  const [href, label] = status === 401 ? [`/login?next=${encodeURIComponent(here)}`, trouble.signIn] : ['/', trouble.home];
  return (
    <Buttons even>
      <ButtonLink look="primary" href={href}>
        {label}
      </ButtonLink>
      <ButtonLink href="/topics">{deliberations.home.allTopics}</ButtonLink>
    </Buttons>
  );
}
