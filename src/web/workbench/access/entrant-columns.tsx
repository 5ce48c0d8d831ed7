import { Button, Buttons } from '../../ui/Button.tsx';
import type { DeskColumn } from '../../ui/desk/DeskRows.tsx';
import { Badge } from '../../ui/Person.tsx';
import { day } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import type { Entrant } from './queries.ts';

export type EntrantAct = 'card' | 'text' | 'meeting' | 'void' | 'lost' | 'history';
const tones = { none: 'plain', open: 'warn', in: 'ok' } as const;

/** What may be done with whom follows from how far they are: nobody is offered what would be refused. */
const actsOf = ({ state, phone, activation, staff }: Entrant): EntrantAct[] => [
  ...(state === 'in' ? [] : (['card'] as const)),
  ...(state !== 'in' && phone !== null ? (['text'] as const) : []),
  ...(state === 'in' ? [] : (['meeting'] as const)),
  ...(activation ? (['void'] as const) : []),
  ...(state === 'in' && !staff ? (['lost'] as const) : []),
  'history',
];

export function useEntrantColumns(onAct: (act: EntrantAct, person: Entrant) => void): DeskColumn<Entrant>[] {
  const say = useWords().accessDesk.entrants;
  return [
    { key: 'name', label: say.columns.name, cell: ({ name }) => <b>{name}</b> },
    { key: 'sector', label: say.columns.sector, cell: ({ sector }) => sector },
    { key: 'state', label: say.columns.state, cell: (person) => <HowFar person={person} /> },
    { key: 'phone', label: say.columns.phone, cell: ({ phone }) => phone ?? <span className="second">{say.noPhone}</span> },
    { key: 'acts', label: say.columns.acts, cell: (person) => <Acts person={person} onAct={onAct} /> },
  ];
}

/** In, or what is out and until when. */
function HowFar({ person: { state, activation, text } }: { person: Entrant }) {
  const say = useWords().accessDesk.entrants;
  const from = useStandpoint();
  const out = activation && [
    say.until(say.ways[activation.way], day(new Date(activation.expiresAt), from)),
    ...(text ? [say.texts[text]] : []),
  ];
  return (
    <span className="two-lines">
      <span>
        <Badge tone={tones[state]} parts={[say.states[state]]} />
      </span>
      {out ? <span className="second">{out.join('・')}</span> : null}
    </span>
  );
}

function Acts({ person, onAct }: { person: Entrant; onAct: (act: EntrantAct, person: Entrant) => void }) {
  const say = useWords().accessDesk.entrants;
  const labels = { card: say.card, text: say.text, meeting: say.meeting, void: say.void, lost: say.lost, history: say.history };
  const named: Record<EntrantAct, (name: string) => string> = {
    card: (name) => `${say.card}：${name}`,
    text: say.textNamed,
    meeting: say.meetingNamed,
    void: say.voidNamed,
    lost: say.lostNamed,
    history: say.historyNamed,
  };
  return (
    <Buttons>
      {actsOf(person).map((act) => (
        <Button
          key={act}
          look={act === 'history' ? 'quiet' : 'secondary'}
          aria-label={named[act](person.name)}
          onClick={() => onAct(act, person)}
        >
          {labels[act]}
        </Button>
      ))}
    </Buttons>
  );
}
