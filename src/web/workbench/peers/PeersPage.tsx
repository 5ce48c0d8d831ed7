import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { AskDialog } from './AskDialog.tsx';
import { DecisionDialog, type PeerAct } from './DecisionDialog.tsx';
import { type Peer, peersQuery } from './queries.ts';
import { SecretDialog } from './SecretDialog.tsx';

type Open = { readonly act: 'ask' } | { readonly act: PeerAct | 'renewSecret'; readonly peer: Peer };
const acts = ['approve', 'refuse', 'withdraw', 'renewSecret', 'end'] as const;
const looks = { approve: 'ink', refuse: 'secondary', withdraw: 'quiet', renewSecret: 'ink', end: 'secondary' } as const;
const tones = { asked: 'warn', running: 'ok', ended: 'plain' } as const;

/** 对等平台: which other houses sign people in here, who let them in, and what stops them. */
export function PeersPage() {
  const say = useWords().peersDesk;
  const may = useBodies('systemAdmin', 'securityAdmin').length > 0;
  const asks = useBodies('systemAdmin').length > 0;
  const [open, setOpen] = useState<Open | null>(null);
  const list = useInfiniteQuery({ ...peersQuery, enabled: may });
  if (!may) return <NotYours />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <Screen
      title={say.place}
      state={rows ? <span role="status">{say.state(rows.length)}</span> : ''}
      tools={
        asks ? (
          <Button look="primary" icon="plus" onClick={() => setOpen({ act: 'ask' })}>
            {say.add}
          </Button>
        ) : undefined
      }
    >
      <Panel flush tools={<p className="second">{say.rule}</p>}>
        {!rows ? (
          <NotYet asked={list} rows={3} />
        ) : rows.length === 0 ? (
          <EmptyState title={say.none.title} second={say.none.second} />
        ) : (
          <List label={say.list} items={rows.map((peer) => ({ key: peer.id, node: <PeerRow peer={peer} onOpen={setOpen} /> }))} />
        )}
        <More list={list} />
      </Panel>
      <Dialog open={open} onDone={() => setOpen(null)} />
    </Screen>
  );
}

function Dialog({ open, onDone }: { open: Open | null; onDone: () => void }) {
  if (!open) return null;
  if (open.act === 'ask') return <AskDialog onDone={onDone} />;
  if (open.act === 'renewSecret') return <SecretDialog peer={open.peer} onDone={onDone} />;
  return <DecisionDialog act={open.act} peer={open.peer} onDone={onDone} />;
}

function PeerRow({ peer, onOpen }: { peer: Peer; onOpen: (open: Open) => void }) {
  const say = useWords().peersDesk;
  const offered = acts.filter((act) => peer.offers.includes(act));
  const decides = useBodies('securityAdmin').length > 0;
  return (
    <Row
      title={
        <>
          <b>{peer.name}</b> <Badge tone={tones[peer.state]} parts={[say.states[peer.state]]} />
        </>
      }
      second={useStory(peer).map((line) => (
        <span key={line} className="story-line">
          {line}
        </span>
      ))}
      acts={
        offered.length > 0 ? (
          <Buttons>
            {offered.map((act) => (
              <Button key={act} look={looks[act]} aria-label={`${say.acts[act]}：${peer.name}`} onClick={() => onOpen({ act, peer })}>
                {say.acts[act]}
              </Button>
            ))}
          </Buttons>
        ) : peer.state === 'asked' && decides ? (
          <span className="second">{say.own}</span>
        ) : undefined
      }
    />
  );
}

/** Who runs it, where answers go, who asked, approved and ended it: one line each. */
function useStory(peer: Peer): string[] {
  const say = useWords().peersDesk;
  const from = useStandpoint();
  const when = (at: string) => exactMoment(new Date(at), from);
  const { decidedAt, endedAt, endedHow, secretAt } = peer;
  return [
    say.owner(peer.owner),
    say.address(peer.redirectUri),
    say.asked(peer.askedBy, when(peer.askedAt), peer.why),
    ...(decidedAt ? [say.approved(peer.decidedBy, when(decidedAt), peer.decidedWhy ?? '')] : []),
    ...(endedAt && endedHow ? [say.endedBy(say.ends[endedHow], peer.endedBy, when(endedAt), peer.endedWhy ?? '')] : []),
    ...(peer.state === 'running' ? [secretAt ? say.secretAt(when(secretAt)) : say.noSecret, say.people(peer.people)] : []),
  ];
}
