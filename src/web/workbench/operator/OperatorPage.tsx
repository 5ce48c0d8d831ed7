import { useQuery } from '@tanstack/react-query';
import { checkAudit, readHealth } from '../../../features/desk/operator-contract.ts';
import { call } from '../../call.ts';
import { DeadlineLight, type Urgency } from '../../ui/DeadlineLight.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { clock } from '../../words/format.ts';
import { pollInterval } from '../attention.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { ChainCheck } from '../parts/ChainCheck.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { DemoData } from './DemoData.tsx';
import { type PartLine, partsOf } from './parts.ts';

const lights: Readonly<Record<PartLine['standing'], Urgency>> = { good: 'ok', look: 'soon', bad: 'late' };

/** 运行状态 in plain words: what fails stands first, each with what to do. */
export function OperatorPage() {
  const words = useWords();
  const from = useStandpoint();
  const operator = useBodies('operator').length > 0;
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => call(readHealth, {}, { signal }),
    refetchInterval: pollInterval,
    enabled: operator,
  });
  if (!operator) return <NotYours />;
  const { data, dataUpdatedAt } = health;
  const parts = data ? partsOf(data, { words, from, here: (dataUpdatedAt - Date.parse(data.at)) / 1000 }) : [];
  const of = (standing: PartLine['standing']) => parts.filter((part) => part.standing === standing).length;
  return (
    <Screen title={words.desk.places.operator} state={data ? <span role="status">{words.operator.state(of('bad'), of('look'))}</span> : ''}>
      {data ? (
        <>
          <Parts parts={parts} checkedAt={data.at} />
          <ChainCheck say={words.operator.audit} check={() => call(checkAudit, {})} />
          <DemoData />
        </>
      ) : (
        <NotYet asked={health} rows={8} />
      )}
    </Screen>
  );
}

/** What the installation is made of, one line each. */
function Parts({ parts, checkedAt }: { parts: readonly PartLine[]; checkedAt: string }) {
  const say = useWords().operator;
  const from = useStandpoint();
  return (
    <Panel flush title={say.parts} tools={<span className="second">{say.checked(clock(new Date(checkedAt), from))}</span>}>
      <ul className="health">
        {parts.map((part) => (
          <li key={part.key} className="desk-row">
            <span className="desk-row-light">
              <DeadlineLight urgency={lights[part.standing]}>{say.standing[part.standing]}</DeadlineLight>
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
  );
}
