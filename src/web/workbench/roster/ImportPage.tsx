import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { cancelImport } from '../../../features/roster/contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Panel, Skeleton, StateLine } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PhaseRail, type Station } from '../../ui/PhaseRail.tsx';
import { number } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useBodies, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client, refresh } from '../queries.ts';
import { Columns } from './Columns.tsx';
import { Preview } from './Preview.tsx';
import { type Import, importQuery } from './queries.ts';
import { SheetChoice } from './SheetChoice.tsx';

const route = getRouteApi('/roster/$id');
const PLACE: Readonly<Record<Import['state'], number>> = { mapping: 1, checked: 2, importing: 3, done: 4, cancelled: 0, expired: 0 };

/** One file on its way: columns, preview, writing, done. */
export function ImportPage() {
  const { id } = route.useParams();
  const { columns } = route.useSearch();
  const { data: held, error, refetch } = useQuery(importQuery(id));
  const words = useWords();
  const mine = useBodies('liaison').some((body) => body.id === held?.committeeId);
  const say = words.roster.screen;
  if (held && !mine) return <NotYours />;
  if (!held)
    return (
      <Screen title={say.newTitle}>
        {error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} label={words.desk.loading} />}
      </Screen>
    );
  const naming = held.state === 'mapping' || (held.state === 'checked' && columns === 'again');
  return (
    <Screen title={say.newTitle} state={say.file(held.fileName, number(held.rows))} tools={<GiveUp held={held} />}>
      {PLACE[held.state] > 0 ? (
        <Panel>
          <PhaseRail stations={stationsOf(naming ? 1 : PLACE[held.state], say.steps)} words={words.common} />
        </Panel>
      ) : null}
      {naming ? <SheetChoice held={held} /> : null}
      {naming ? (
        <Columns key={`${held.id} ${held.sheet}`} held={held} />
      ) : held.state === 'checked' ? (
        <Preview held={held} />
      ) : (
        <Ending held={held} />
      )}
    </Screen>
  );
}

const stationsOf = (now: number, names: readonly string[]): Station[] =>
  names.map((name, i) => ({ name, state: i < now ? 'done' : i === now ? 'now' : 'toCome' }));

/** While it is written, and after. */
function Ending({ held }: { held: Import }) {
  const words = useWords();
  const go = useGo();
  const say = words.roster.screen;
  const again = at('/roster', { committee: held.committeeId, kind: held.kind });
  if (held.state === 'importing')
    return (
      <Panel title={say.running.title}>
        <p className="second">{say.running.text}</p>
        <ul className="upload-list">
          <li>
            <progress value={held.done} max={Math.max(1, held.rows)} aria-label={say.running.title} />
            <span role="status">{say.running.progress(number(held.done), number(held.rows))}</span>
          </li>
        </ul>
      </Panel>
    );
  if (held.state === 'done') return <Done held={held} again={again} />;
  return (
    <EmptyState title={say.ended[held.state] ?? ''}>
      <ButtonLink href={again} onClick={(event) => go(event, again)}>
        {say.ended['act']}
      </ButtonLink>
    </EmptyState>
  );
}

/** What came in, and where to go with it. */
function Done({ held, again }: { held: Import; again: string }) {
  const say = useWords().roster.screen.done;
  const go = useGo();
  const counts = held.counts ?? { new: 0, changed: 0, same: 0 };
  const here = { committee: held.committeeId };
  const rooms = [
    { href: at('/members', here), label: say.members },
    { href: at('/entrants', here), label: say.entrants },
  ];
  return (
    <Panel title={say.title}>
      <p role="status">
        <StateLine tone="ok">{say.sentence(number(counts.new), number(counts.changed), number(counts.same))}</StateLine>
      </p>
      <Buttons>
        <ButtonLink look="primary" href={again} onClick={(event) => go(event, again)}>
          {say.act}
        </ButtonLink>
        {(held.kind === 'members' ? rooms : []).map(({ href, label }) => (
          <ButtonLink key={href} href={href} onClick={(event) => go(event, href)}>
            {label}
          </ButtonLink>
        ))}
      </Buttons>
    </Panel>
  );
}

/** 放弃, until it is done: nothing stays. */
function GiveUp({ held }: { held: Import }) {
  const say = useWords().roster.screen;
  const go = useGo();
  const [asked, setAsked] = useState(false);
  const back = at('/roster', { committee: held.committeeId, kind: held.kind });
  if (held.endedAt !== null)
    return (
      <ButtonLink href={back} onClick={(event) => go(event, back)}>
        {say.back}
      </ButtonLink>
    );
  return (
    <Buttons>
      <Button look="danger" onClick={() => setAsked(true)}>
        {held.state === 'importing' ? say.running.cancel : say.cancel.act}
      </Button>
      {asked ? <Really held={held} onDone={() => setAsked(false)} /> : null}
    </Buttons>
  );
}
function Really({ held, onDone }: { held: Import; onDone: () => void }) {
  const words = useWords();
  const say = words.roster.screen.cancel;
  const { say: toast } = useToasts();
  const [key] = useState(newKey);
  const cancelling = useMutation({
    mutationFn: () => call(cancelImport, { id: held.id }, { key }),
    onSuccess: () => toast(say.done),
    // Done before it was cancelled: the screen says so anew.
    onError: (error) => toast(sentenceOf(error, words)),
    async onSettled() {
      onDone();
      await client.invalidateQueries({ queryKey: ['roster-import', held.id] });
      await refresh(['roster-imports', held.committeeId]);
    },
  });
  return (
    <Ask
      title={say.title}
      act={{ label: say.act, look: 'danger', busy: cancelling.isPending, onAct: () => cancelling.mutate() }}
      mild={{ label: say.keep, onMild: onDone }}
    >
      {say.text}
    </Ask>
  );
}
