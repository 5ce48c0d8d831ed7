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
export function CardsDialog({ committee, sectors, sector, only, onClose }: Props) {
  const words = useWords();
  const say = words.accessDesk.cards;
  const { say: toast } = useToasts();
  const [chosen, setChosen] = useState(sector ?? '');
  const [perSheet, setPerSheet] = useState('10');
  const [again, setAgain] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const planning = useMutation({
    mutationFn: () =>
      call(planCards, {
        id: committee,
        ...(only !== undefined && { personId: only }),
        ...(chosen !== '' && { sectorId: chosen }),
        ...(again && { again: 'yes' as const }),
      }),
  });
  const plan = planning.data;
  const change = (act: () => void) => {
    planning.reset();
    act();
  };
  const make = () => {
    form.current?.submit();
    toast(say.made);
    onClose();
    void client.invalidateQueries({ queryKey: ['entrants'] });
  };
  const ready = plan !== undefined && plan.cards > 0;
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
        mild={{ label: say.cancel, onMild: onClose }}
        focusField
      >
        <p className="second">{say.lead}</p>
        {only === undefined ? (
          <Select
            id="cards-sector"
            name="cards-sector"
            label={say.sector}
            value={chosen}
            onChange={(event) => change(() => setChosen(event.currentTarget.value))}
            choices={[
              { value: '', label: say.all },
              ...sectors.map(({ id, name, waiting }) => ({ value: id, label: words.accessDesk.entrants.sectorWaiting(name, waiting) })),
            ]}
          />
        ) : null}
        <Select
          id="cards-per-sheet"
          name="cards-per-sheet"
          label={say.perSheet}
          value={perSheet}
          onChange={(event) => setPerSheet(event.currentTarget.value)}
          choices={[
            { value: '10', label: say.ten },
            { value: '8', label: say.eight },
          ]}
        />
        {only === undefined ? (
          <Checkbox
            name="cards-again"
            label={say.again}
            checked={again}
            onChange={(event) => change(() => setAgain(event.currentTarget.checked))}
          />
        ) : null}
        <p role="status">
          {planning.error ? (
            <StateLine tone="bad">{sentenceOf(planning.error, words)}</StateLine>
          ) : plan ? (
            plan.cards > 0 ? (
              say.ready(plan.cards, plan.replaced)
            ) : (
              say.none
            )
          ) : null}
        </p>
      </Ask>
      <form ref={form} method="post" action="/access/cards" hidden>
        <input type="hidden" name="committeeId" value={committee} />
        {only === undefined ? null : <input type="hidden" name="personId" value={only} />}
        {chosen === '' ? null : <input type="hidden" name="sectorId" value={chosen} />}
        <input type="hidden" name="again" value={again ? 'yes' : 'no'} />
        <input type="hidden" name="perSheet" value={perSheet} />
      </form>
    </>
  );
}
