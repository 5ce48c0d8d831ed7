import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { day, exactMoment } from '../../words/format.ts';
import { useAround, useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { type Decision, DecisionDialog, type GrantAct } from './DecisionDialog.tsx';
import { type Grant, grantsQuery } from './queries.ts';
import { StaffTabs } from './StaffTabs.tsx';

const route = getRouteApi('/staff/requests');
const tones = { requested: 'warn', approved: 'ok', refused: 'bad', withdrawn: 'plain', revoked: 'bad', expired: 'plain' } as const;
const acts: readonly GrantAct[] = ['approve', 'refuse', 'withdraw', 'revoke'];

/** Requests for duties: those that wait for a word, and what became of the earlier ones. */
export function RequestsPage() {
  const words = useWords();
  const say = words.oversight;
  const { tab = 'waiting' } = route.useSearch();
  const may = useBodies('systemAdmin', 'securityAdmin').length > 0;
  const [decision, setDecision] = useState<Decision | null>(null);
  const list = useInfiniteQuery({ ...grantsQuery(tab), enabled: may });
  if (!may) return <NotYours />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <Screen title={say.places.staff} state={say.tabs[tab]}>
      <Panel flush tools={<StaffTabs current={tab} />}>
        {!rows ? (
          <NotYet asked={list} rows={4} />
        ) : rows.length === 0 ? (
          <EmptyState title={say.grants[tab].title} second={say.grants[tab].second} />
        ) : (
          <List
            label={say.tabs[tab]}
            items={rows.map((grant) => ({ key: grant.id, node: <GrantRow grant={grant} onDecide={setDecision} /> }))}
          />
        )}
        <More list={list} />
      </Panel>
      {decision ? <DecisionDialog {...decision} onDone={() => setDecision(null)} /> : null}
    </Screen>
  );
}

function GrantRow({ grant, onDecide }: { grant: Grant; onDecide: (decision: Decision) => void }) {
  const { desk, words } = useAround();
  const { grants: say, duties } = words.oversight;
  const offered = acts.filter((act) => grant.offers.includes(act));
  const mine = grant.state === 'requested' && grant.person.id === desk.person.id;
  return (
    <Row
      title={
        <>
          <b>{say.wants(grant.person.name, duties[grant.duty])}</b> <Badge tone={tones[grant.state]} parts={[say.states[grant.state]]} />
        </>
      }
      second={useStory(grant).map((line) => (
        <span key={line} className="story-line">
          {line}
        </span>
      ))}
      acts={
        offered.length > 0 ? (
          <Buttons>
            {offered.map((act) => (
              <Button
                key={act}
                look={act === 'approve' ? 'ink' : act === 'withdraw' ? 'quiet' : 'secondary'}
                aria-label={`${say.acts[act]}：${say.wants(grant.person.name, duties[grant.duty])}`}
                onClick={() => onDecide({ act, grant: grant.id, name: grant.person.name, duty: grant.duty })}
              >
                {say.acts[act]}
              </Button>
            ))}
          </Buttons>
        ) : mine ? (
          <span className="second">{say.ownRequest}</span>
        ) : undefined
      }
    />
  );
}

/** Who asked, who decided, who ended it, when and why: one line each. */
function useStory(grant: Grant): string[] {
  const { grants: say } = useWords().oversight;
  const from = useStandpoint();
  const when = (at: string) => exactMoment(new Date(at), from);
  const { account, office } = grant.person;
  const begun =
    grant.origin === 'founding'
      ? say.founding(when(grant.requestedAt))
      : grant.origin === 'unrecorded'
        ? say.unrecorded(when(grant.requestedAt))
        : say.asked(grant.requestedBy, when(grant.requestedAt), grant.why);
  const verb = grant.state === 'refused' || grant.state === 'withdrawn' ? grant.state : 'approved';
  return [
    [account, office].filter((part) => part !== null).join('・'),
    begun,
    ...(grant.endsAt ? [say.until(day(new Date(grant.endsAt), from))] : []),
    ...(grant.decidedAt ? [say.decidedBy(say.verbs[verb], grant.decidedBy, when(grant.decidedAt), grant.decidedWhy ?? '')] : []),
    ...(grant.endedAt
      ? [
          grant.state === 'expired'
            ? say.expiredOn(when(grant.endedAt))
            : say.decidedBy(say.verbs.revoked, grant.endedBy, when(grant.endedAt), grant.endedWhy ?? ''),
        ]
      : []),
  ].filter((line) => line !== '');
}
