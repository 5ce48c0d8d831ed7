import { useQuery } from '@tanstack/react-query';
import type { readEntrant } from '../../../features/access/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Skeleton } from '../../ui/desk/Layout.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { Modal } from '../frame/Modal.tsx';
import { Trouble } from '../frame/Trouble.tsx';
import { historyQuery } from './queries.ts';

type Past = Reply<typeof readEntrant>['history'][number];

/** What happened to somebody's ways in, and who did it. */
export function HistoryDialog({
  committee,
  person,
  onClose,
}: {
  committee: string;
  person: { id: string; name: string };
  onClose: () => void;
}) {
  const words = useWords();
  const say = words.accessDesk.history;
  const from = useStandpoint();
  const sentence = useSentence();
  const { data, error, refetch } = useQuery(historyQuery(committee, person.id));
  return (
    <Modal title={say.title(person.name)} onClose={onClose} focus="[data-mild]">
      {data ? (
        data.history.length === 0 ? (
          <p>{say.empty}</p>
        ) : (
          <List
            label={say.title(person.name)}
            items={data.history.map((one, n) => ({
              key: `${one.at} ${n}`,
              node: (
                <Row
                  title={sentence(one)}
                  second={[exactMoment(new Date(one.at), from), ...(one.why === null ? [] : [one.why])].join('・')}
                />
              ),
            }))}
          />
        )
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={3} label={words.desk.loading} />
      )}
      <Buttons>
        <Button data-mild onClick={onClose}>
          {say.close}
        </Button>
      </Buttons>
    </Modal>
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
