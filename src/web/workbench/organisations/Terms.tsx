import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { type Desk, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { type Term, termsQuery } from '../members/queries.ts';
import { NotYet } from '../parts/NotYet.tsx';
import { TermForm } from './TermForm.tsx';

interface TermsProps {
  body: Desk['bodies'][number];
  writes: boolean;
  adding: boolean;
  onAdded: () => void;
}
const tones = { toCome: 'warn', now: 'ok', over: 'plain' } as const;

/** 届次, the newest first: what is over stands as an archive. */
export function Terms({ body, writes, adding, onAdded }: TermsProps) {
  const asked = useQuery(termsQuery(body.id));
  const [changing, setChanging] = useState<Term | null>(null);
  const words = useWords();
  const { data } = asked;
  if (!data) return <NotYet asked={asked} rows={3} />;
  return (
    <>
      {data.rows.length === 0 ? (
        <EmptyState title={words.members.terms.empty} />
      ) : (
        <List
          items={data.rows.map((term) => ({
            key: term.id,
            node: <TermRow term={term} body={body} onChange={writes && term.state !== 'over' ? () => setChanging(term) : undefined} />,
          }))}
        />
      )}
      {adding ? <TermForm committee={body.id} term={null} terms={data.rows} templates={data.templates} onDone={onAdded} /> : null}
      {changing ? (
        <TermForm committee={body.id} term={changing} terms={data.rows} templates={data.templates} onDone={() => setChanging(null)} />
      ) : null}
    </>
  );
}

function TermRow({ term, body, onChange }: { term: Term; body: Desk['bodies'][number]; onChange: (() => void) | undefined }) {
  const words = useWords();
  const go = useGo();
  const say = words.members;
  const roster = at('/members', { committee: body.id, term: term.id, ...(term.state === 'over' && { status: 'all' }) });
  return (
    <Row
      title={
        <>
          {say.term(term.ordinal)} <Badge tone={tones[term.state]} parts={[say.states[term.state]]} />
        </>
      }
      second={
        <>
          {say.between(term.startsOn, term.endsOn)}・{say.terms.sectorsOf(term.sectors.length, term.members)}
          <br />
          {term.sectors.map(({ name, members }) => (members > 0 ? `${name} ${members}` : name)).join('、')}
        </>
      }
      acts={
        <Buttons>
          {body.duties.includes('liaison') ? (
            <ButtonLink look="quiet" href={roster} onClick={(event) => go(event, roster)}>
              {say.terms.members}
            </ButtonLink>
          ) : null}
          {onChange ? (
            <Button look="quiet" aria-label={`${say.terms.change} ${say.term(term.ordinal)}`} onClick={onChange}>
              {say.terms.change}
            </Button>
          ) : null}
        </Buttons>
      }
    />
  );
}
