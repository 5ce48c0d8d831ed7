import { useMutation, useQuery } from '@tanstack/react-query';
import { checkAudit, readHealth } from '../../../features/desk/operator-contract.ts';
import { call } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { DeadlineLight, type Urgency } from '../../ui/DeadlineLight.tsx';
import { Panel, Skeleton, StateLine } from '../../ui/desk/Layout.tsx';
import { clock, exactMoment, number } from '../../words/format.ts';
import { pollInterval } from '../attention.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { DemoData } from './DemoData.tsx';
import { type PartLine, partsOf } from './parts.ts';

const lights: Readonly<Record<PartLine['standing'], Urgency>> = { good: 'ok', look: 'soon', bad: 'late' };

/** 运行状态 in plain words: what fails stands first, each with what to do. */
export function OperatorPage() {
  const words = useWords();
  const from = useStandpoint();
  const operator = useBodies('operator').length > 0;
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => call(readHealth, {}, { signal }),
    refetchInterval: pollInterval,
    enabled: operator,
  });
  if (!operator) return <NotYours />;
  const parts = data ? partsOf(data, { words, from, here: (dataUpdatedAt - Date.parse(data.at)) / 1000 }) : [];
  const of = (standing: PartLine['standing']) => parts.filter((part) => part.standing === standing).length;
  return (
    <Screen title={words.desk.places.operator} state={data ? <span role="status">{words.operator.state(of('bad'), of('look'))}</span> : ''}>
      {data ? (
        <>
          <Panel
            flush
            title={words.operator.parts}
            tools={<span className="second">{words.operator.checked(clock(new Date(data.at), from))}</span>}
          >
            <ul className="health">
              {parts.map((part) => (
                <li key={part.key} className="desk-row">
                  <span className="desk-row-light">
                    <DeadlineLight urgency={lights[part.standing]}>{words.operator.standing[part.standing]}</DeadlineLight>
                  </span>
                  <b className="desk-row-kind">{part.name}</b>
                  <span className="desk-row-body">
                    <span className="desk-row-title">{part.sentence}</span>
                    {part.advice ? <span className="second">{part.advice}</span> : null}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
          <Audit />
          <DemoData />
        </>
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={8} label={words.desk.loading} />
      )}
    </Screen>
  );
}

/** Walks the chain only when asked: it reads every row. */
function Audit() {
  const words = useWords();
  const from = useStandpoint();
  const say = words.operator.audit;
  const checking = useMutation({ mutationFn: () => call(checkAudit, {}) });
  const { data, error } = checking;
  return (
    <Panel title={say.name}>
      <p className="second">{say.text}</p>
      <p role="status">
        {error ? (
          <StateLine tone="bad">{sentenceOf(error, words)}</StateLine>
        ) : data?.intact ? (
          <StateLine tone="ok">{say.intact(number(data.rows), exactMoment(new Date(data.checkedAt), from))}</StateLine>
        ) : data ? (
          <StateLine tone="bad">
            {say.broken(number(data.brokenAt ?? 0))} {say.advice}
          </StateLine>
        ) : null}
      </p>
      <Button busy={checking.isPending} onClick={() => checking.mutate()}>
        {checking.isPending ? say.busy : say.act}
      </Button>
    </Panel>
  );
}
