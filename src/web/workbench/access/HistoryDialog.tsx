import { useQuery } from '@tanstack/react-query';
import type { readEntrant } from '../../../features/access/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { Modal } from '../frame/Modal.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { historyQuery } from './queries.ts';

type Past = Reply<typeof readEntrant>['history'][number];

interface Props {
  committee: string;
  person: { readonly id: string; readonly name: string };
  onClose: () => void;
}
/** What happened to somebody's ways in, and who did it. */
export function HistoryDialog({ committee, person, onClose }: Props) {
  const say = useWords().accessDesk.history;
  const asked = useQuery(historyQuery(committee, person.id));
  const title = say.title(person.name);
  return (
    <Modal title={title} onClose={onClose} focus="[data-mild]">
      {asked.data ? <History label={title} past={asked.data.history} /> : <NotYet asked={asked} rows={3} />}
      <Buttons>
        <Button data-mild onClick={onClose}>
          {say.close}
        </Button>
      </Buttons>
    </Modal>
  );
}

function History({ label, past }: { label: string; past: readonly Past[] }) {
  const say = useWords().accessDesk.history;
  const from = useStandpoint();
  const sentence = useSentence();
  if (past.length === 0) return <p>{say.empty}</p>;
  const second = ({ at, why }: Past) => [exactMoment(new Date(at), from), ...(why === null ? [] : [why])].join('・');
  return (
    <List
      label={label}
      items={past.map((one, n) => ({ key: `${one.at} ${n}`, node: <Row title={sentence(one)} second={second(one)} /> }))}
    />
  );
}

function useSentence() {
  const { history, entrants } = useWords().accessDesk;
  return ({ what, way, by }: Past): string => {
    const named = way === null ? '' : entrants.ways[way];
    if (what === 'made') return history.what.made(named, by ?? '');
    if (what === 'used') return history.what.used(named);
    if (what === 'recovery') return history.what.recovery(by ?? '');
    return history.what[what];
  };
}
