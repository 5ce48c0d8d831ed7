import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chooseSheet } from '../../../features/roster/contract.ts';
import { pickSheet } from '../../../features/roster/table-rules.ts';
import { call } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Select } from '../../ui/Field.tsx';
import { number } from '../../words/format.ts';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client, noted } from '../queries.ts';
import { type Import, importQuery } from './queries.ts';

/** 工作表: which one was taken and why, what of it was left out, and another one without a new upload. */
export function SheetChoice({ held }: { held: Import }) {
  const say = useWords().roster.screen.sheet;
  const { others, refused } = useOthers(held);
  const taken = held.sheets[held.sheet];
  if (!taken) return null;
  const all = number(held.sheets.length);
  const why = pickSheet(held.sheets) === held.sheet ? say.guessed(all, number(taken.known)) : say.chosen(all);
  const isOnly = held.sheets.length === 1;
  return (
    <Panel title={say.title}>
      <p>{(isOnly ? say.only : say.taken)(taken.name, number(held.headRow))}</p>
      {isOnly ? null : <p className="second">{why}</p>}
      {held.leftOut.length > 0 ? <p className="second">{say.leftOut(held.leftOut.map(number).join('、'))}</p> : null}
      {refused.length > 0 ? <p className="second">{say.cannot(refused.join('、'))}</p> : null}
      {others.length > 0 ? <Another key={held.sheet} held={held} others={others} /> : null}
    </Panel>
  );
}

interface Other {
  readonly value: string;
  readonly label: string;
}
function Another({ held, others }: { held: Import; others: readonly Other[] }) {
  const words = useWords();
  const say = words.roster.screen.sheet;
  const { say: toast } = useToasts();
  const [sheet, setSheet] = useState(others[0]?.value ?? '');
  const choosing = useMutation({
    mutationFn: () => call(chooseSheet, { id: held.id, sheet: Number(sheet) }),
    onSuccess: (view) => client.setQueryData(importQuery(held.id).queryKey, view),
    onError(error) {
      noted(error);
      toast(sentenceOf(error, words));
    },
  });
  return (
    <>
      <Select
        id="roster-sheet"
        name="sheet"
        label={say.label}
        value={sheet}
        onChange={(event) => setSheet(event.currentTarget.value)}
        choices={others}
      />
      <Buttons>
        <Button busy={choosing.isPending} onClick={() => choosing.mutate()}>
          {choosing.isPending ? say.busy : say.act}
        </Button>
      </Buttons>
    </>
  );
}

/** The other sheets: those that may be taken, and those that may not, with the reason. */
function useOthers({ sheets, sheet: taken }: Import): { others: Other[]; refused: string[] } {
  const say = useWords().roster.screen.sheet;
  const named = sheets
    .map((one, at) => ({ ...one, at, name: one.hidden ? say.hidden(one.name) : one.name }))
    .filter(({ at }) => at !== taken);
  return {
    others: named
      .filter(({ trouble }) => trouble === null)
      .map(({ at, name, rows, known }) => ({ value: String(at), label: say.option(name, number(rows), number(known)) })),
    refused: named.flatMap(({ name, trouble }) => (trouble === null ? [] : [say.withTrouble(name, say.troubles[trouble] ?? trouble)])),
  };
}
