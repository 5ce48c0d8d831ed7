import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { planCards } from '../../../features/access/contract.ts';
import { call } from '../../call.ts';
import { StateLine } from '../../ui/desk/Layout.tsx';
import { Checkbox, Select } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

interface Props {
  committee: string;
  sectors: readonly { readonly id: string; readonly name: string; readonly waiting: number }[];
  sector: string | undefined;
  /** One person's card, in place of the one that is out. */
  only?: string | undefined;
  onClose: () => void;
}
/** 打印激活卡: first what it will do, and who sits here; then the file, by a plain form, so that the browser saves it as any other. */
export function CardsDialog(props: Props) {
  const say = useWords().accessDesk.cards;
  const { say: toast } = useToasts();
  const form = useRef<HTMLFormElement>(null);
  const planned = usePlan(props);
  const { planning, ready } = planned;
  const make = () => {
    form.current?.submit();
    toast(say.made);
    props.onClose();
    void client.invalidateQueries({ queryKey: ['entrants'] });
  };
  return (
    <>
      <Ask
        title={say.title}
        act={{
          label: ready ? say.make : say.plan,
          busyLabel: say.planning,
          busy: planning.isPending,
          onAct: () => (ready ? make() : planning.mutate()),
        }}
        mild={{ label: say.cancel, onMild: props.onClose }}
        focusField
      >
        <p className="second">{say.lead}</p>
        <Choices {...props} planned={planned} />
        <p role="status">
          <Outcome planned={planned} />
        </p>
      </Ask>
      <form ref={form} method="post" action="/access/cards" hidden>
        <Fields {...props} planned={planned} />
      </form>
    </>
  );
}

/** What was chosen, and what the house says it would do; said anew when something else is chosen. */
function usePlan({ committee, only, sector }: Props) {
  const [chosen, setChosen] = useState(sector ?? '');
  const [perSheet, setPerSheet] = useState('10');
  const [again, setAgain] = useState(false);
  const planning = useMutation({
    mutationFn: () =>
      call(planCards, {
        id: committee,
        ...(only !== undefined && { personId: only }),
        ...(chosen !== '' && { sectorId: chosen }),
        ...(again && { again: 'yes' as const }),
      }),
  });
  const change = (act: () => void) => {
    planning.reset();
    act();
  };
  return {
    ...{ chosen, perSheet, again, setPerSheet, planning },
    choose: (id: string) => change(() => setChosen(id)),
    setAgain: (on: boolean) => change(() => setAgain(on)),
    ready: planning.data !== undefined && planning.data.cards > 0,
  };
}
type Planned = ReturnType<typeof usePlan>;

function Choices({ sectors, only, planned }: Props & { planned: Planned }) {
  const { cards: say, entrants } = useWords().accessDesk;
  const ofSectors = sectors.map(({ id, name, waiting }) => ({ value: id, label: entrants.sectorWaiting(name, waiting) }));
  return (
    <>
      {only === undefined ? (
        <Select
          id="cards-sector"
          name="cards-sector"
          label={say.sector}
          value={planned.chosen}
          onChange={(event) => planned.choose(event.currentTarget.value)}
          choices={[{ value: '', label: say.all }, ...ofSectors]}
        />
      ) : null}
      <Select
        id="cards-per-sheet"
        name="cards-per-sheet"
        label={say.perSheet}
        value={planned.perSheet}
        onChange={(event) => planned.setPerSheet(event.currentTarget.value)}
        choices={[
          { value: '10', label: say.ten },
          { value: '8', label: say.eight },
        ]}
      />
      {only === undefined ? (
        <Checkbox
          name="cards-again"
          label={say.again}
          checked={planned.again}
          onChange={(event) => planned.setAgain(event.currentTarget.checked)}
        />
      ) : null}
    </>
  );
}

function Outcome({ planned: { planning } }: { planned: Planned }) {
  const words = useWords();
  const say = words.accessDesk.cards;
  if (planning.error) return <StateLine tone="bad">{sentenceOf(planning.error, words)}</StateLine>;
  if (!planning.data) return null;
  const { cards, replaced } = planning.data;
  return cards > 0 ? say.ready(cards, replaced) : say.none;
}

function Fields({ committee, only, planned: { chosen, again, perSheet } }: Props & { planned: Planned }) {
  return (
    <>
      <input type="hidden" name="committeeId" value={committee} />
      {only === undefined ? null : <input type="hidden" name="personId" value={only} />}
      {chosen === '' ? null : <input type="hidden" name="sectorId" value={chosen} />}
      <input type="hidden" name="again" value={again ? 'yes' : 'no'} />
      <input type="hidden" name="perSheet" value={perSheet} />
    </>
  );
}
