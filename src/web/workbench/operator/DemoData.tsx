import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Static } from 'typebox';
import { type DemoCounts, readDemo, removeDemo } from '../../../features/demo/contract.ts';
import { call } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Field } from '../../ui/Field.tsx';
import { number } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

type Counts = Static<typeof DemoCounts>;

/** How much here is a demo, and the one button that takes it away; nothing where there is no demo. */
export function DemoData() {
  const { data } = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => call(readDemo, {}, { signal }) });
  const say = useWords().operator.demo;
  const [asked, setAsked] = useState(false);
  if (!data || Object.values(data).every((count) => count === 0)) return null;
  return (
    <Panel title={say.name}>
      <p className="second">{say.text(number(data.committees), number(data.people), number(data.topics), number(data.posts))}</p>
      <Button look="danger" onClick={() => setAsked(true)}>
        {say.act}
      </Button>
      {asked ? <Removal counts={data} onClose={() => setAsked(false)} /> : null}
    </Panel>
  );
}

/** Asks for the words to be typed: nobody removes everything by a slip. */
function Removal({ counts, onClose }: { counts: Counts; onClose: () => void }) {
  const words = useWords();
  const say = words.operator.demo;
  const { say: toast } = useToasts();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const removing = useMutation({
    mutationFn: () => call(removeDemo, { confirm: typed.trim() }),
    async onSuccess() {
      toast(say.done);
      onClose();
      await client.invalidateQueries();
    },
    onError: (error) => setProblem(sentenceOf(error, words)),
  });
  const begin = () => {
    const fits = typed.trim() === say.word;
    setProblem(fits ? undefined : say.wrong(say.word));
    if (fits) removing.mutate();
  };
  return (
    <Ask
      title={say.title}
      act={{ label: say.act, busyLabel: say.busy, look: 'danger', busy: removing.isPending, onAct: begin }}
      mild={{ label: say.keep, onMild: onClose }}
      focusField
    >
      <p>{say.consequence(number(counts.people), number(counts.topics), number(counts.posts))}</p>
      <Field
        id="demo-word"
        name="demo-word"
        label={say.type(say.word)}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem}
      />
    </Ask>
  );
}
