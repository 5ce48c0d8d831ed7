import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { renewUnitLink, revokeUnitLink } from '../../../features/access/unit-contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { day, moment } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { BodyChips } from '../parts/BodyChips.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { client } from '../queries.ts';
import { NewLink } from './NewLink.tsx';
import { type UnitLink, unitLinksQuery } from './queries.ts';

const route = getRouteApi('/unit-links');
const tones = { active: 'ok', over: 'plain', revoked: 'plain' } as const;
const again = () => client.invalidateQueries({ queryKey: ['unit-links'] });

/** 直达链接: clerks of units that keep no accounts. */
export function UnitLinksPage() {
  const bodies = useBodies('liaison', 'editor');
  const { committee } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const words = useWords();
  const say = words.accessDesk.unitLinks;
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<UnitLink | null>(null);
  const found = useInfiniteQuery({ ...unitLinksQuery(body?.id ?? ''), enabled: body !== undefined });
  if (!body) return <NotYours />;
  const rows = found.data?.pages.flatMap((page) => page.rows);
  const units = found.data?.pages[0]?.units ?? [];
  const add = (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  const tools = (
    <>
      <span className="second">{say.lead}</span>
      <BodyChips bodies={bodies} current={body.id} hrefOf={(id) => at('/unit-links', { committee: id })} />
    </>
  );
  return (
    <Screen
      title={words.accessDesk.places.unitLinks}
      state={rows ? say.state(rows.filter(({ state }) => state === 'active').length) : ''}
      tools={units.length > 0 ? add : undefined}
    >
      <Panel flush tools={tools}>
        {rows ? <Links rows={rows} none={units.length === 0} onEnd={setEnding} /> : <NotYet asked={found} rows={6} />}
        <More list={found} />
      </Panel>
      {adding ? <NewLink committee={body.id} units={units} onClose={() => setAdding(false)} /> : null}
      {ending ? <EndLink link={ending} onClose={() => setEnding(null)} /> : null}
    </Screen>
  );
}

/** `none`: no unit is registered yet. */
function Links({ rows, none, onEnd }: { rows: readonly UnitLink[]; none: boolean; onEnd: (link: UnitLink) => void }) {
  const { places, unitLinks: say } = useWords().accessDesk;
  const columns = useColumns(onEnd);
  if (rows.length === 0) return <EmptyState title={say.empty.title} second={none ? say.noUnits : say.lead} />;
  return <DeskTable caption={places.unitLinks} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function useColumns(onEnd: (link: UnitLink) => void): DeskColumn<UnitLink>[] {
  const words = useWords();
  const say = words.accessDesk.unitLinks;
  const from = useStandpoint();
  return [
    { key: 'unit', label: say.columns.unit, cell: ({ unit }) => <b>{unit}</b> },
    {
      key: 'clerk',
      label: say.columns.clerk,
      cell: ({ name, phone, madeBy, madeAt }) => (
        <span className="two-lines">
          <span>{`${name}　${phone}`}</span>
          <span className="second">{say.madeBy(madeBy, day(new Date(madeAt), from))}</span>
        </span>
      ),
    },
    {
      key: 'state',
      label: say.columns.state,
      cell: ({ state, expiresAt, text }) => (
        <span className="two-lines">
          <span>
            <Badge tone={tones[state]} parts={[say.states[state]]} />
          </span>
          {state === 'active' ? (
            <span className="second">
              {[say.until(day(new Date(expiresAt), from)), ...(text ? [words.accessDesk.entrants.texts[text]] : [])].join('・')}
            </span>
          ) : null}
        </span>
      ),
    },
    { key: 'used', label: say.columns.used, cell: ({ usedAt }) => (usedAt === null ? say.never : moment(new Date(usedAt), from)) },
    { key: 'acts', label: say.columns.acts, cell: (link) => (link.state === 'revoked' ? '' : <Acts link={link} onEnd={onEnd} />) },
  ];
}
function Acts({ link, onEnd }: { link: UnitLink; onEnd: (link: UnitLink) => void }) {
  const words = useWords();
  const say = words.accessDesk.unitLinks;
  const { say: toast } = useToasts();
  const renewing = useMutation({
    mutationFn: () => call(renewUnitLink, { id: link.id }, { key: newKey() }),
    onSuccess: () => toast(say.renewed),
    onError: (error) => toast(sentenceOf(error, words)),
    onSettled: again,
  });
  return (
    <Buttons>
      <Button aria-label={say.renewNamed(link.name)} busy={renewing.isPending} onClick={() => renewing.mutate()}>
        {say.renew}
      </Button>
      <Button aria-label={say.revokeNamed(link.name)} onClick={() => onEnd(link)}>
        {say.revoke}
      </Button>
    </Buttons>
  );
}

function EndLink({ link, onClose }: { link: UnitLink; onClose: () => void }) {
  const words = useWords();
  const say = words.accessDesk.unitLinks;
  const { say: toast } = useToasts();
  const ending = useMutation({
    mutationFn: () => call(revokeUnitLink, { id: link.id }),
    onSuccess: ({ ended }) => toast(say.revoked(ended)),
    onError: (error) => toast(sentenceOf(error, words)),
    async onSettled() {
      onClose();
      await again();
    },
  });
  return (
    <Ask
      title={say.revokeTitle(link.unit, link.name)}
      act={{ label: say.revoke, look: 'danger', busy: ending.isPending, onAct: () => ending.mutate() }}
      mild={{ label: say.keep, onMild: onClose }}
    >
      {say.revokeText}
    </Ask>
  );
}
