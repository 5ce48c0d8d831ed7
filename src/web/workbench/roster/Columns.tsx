import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { mapColumns } from '../../../features/roster/contract.ts';
import { fields } from '../../../features/roster/fields-rules.ts';
import { call } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Select } from '../../ui/Field.tsx';
import { RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { number } from '../../words/format.ts';
import { useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { client, noted } from '../queries.ts';
import { type Import, importQuery } from './queries.ts';

/** Which field each column is; empty: left out. */
type Said = readonly string[];
interface Line {
  readonly at: number;
  readonly head: string;
  readonly samples: readonly string[];
}

/** 对应: every column of the file with its first rows and what it is. */
export function Columns({ held }: { held: Import }) {
  const words = useWords();
  const say = words.roster.screen.mapping;
  const { said, term, setTerm, choose, problems, checking, begin } = useMapping(held);
  const lines = held.heads.map((head, at): Line => ({ at, head, samples: held.samples[at] ?? [] }));
  return (
    <>
      {problems.length > 0 ? <RefusalSummary title={words.desk.editor.refusals.saving(problems.length)} lines={problems} /> : null}
      <Panel title={say.title}>
        <p className="second">{say.text}</p>
        {held.kind === 'members' && held.terms.length > 1 ? <Term held={held} term={term} onTerm={setTerm} /> : null}
        <DeskTable caption={say.title} columns={useColumns(held, said, choose)} rows={lines} rowKey={({ at }) => String(at)} />
        <Button look="primary" busy={checking.isPending} onClick={begin}>
          {checking.isPending ? say.busy : say.act}
        </Button>
      </Panel>
    </>
  );
}

/** What was said of the columns, from the guesses on, until every row is looked at by it. */
function useMapping(held: Import) {
  const words = useWords();
  const { history } = useRouter();
  const [said, setSaid] = useState<Said>(() => saidBy(held));
  const [term, setTerm] = useState(held.termId);
  const [problems, setProblems] = useState<{ field: string; sentence: string }[]>([]);
  const checking = useMutation({
    mutationFn: () => call(mapColumns, { id: held.id, mapping: mappingOf(said), termId: term }),
    async onSuccess(view) {
      client.setQueryData(importQuery(held.id).queryKey, view);
      history.push(at(`/roster/${held.id}`));
    },
    onError: (error) => {
      noted(error);
      setProblems([{ field: columnId(0), sentence: sentenceOf(error, words) }]);
    },
  });
  useEffect(() => {
    if (problems.length > 0) document.getElementById('refusals')?.focus();
  }, [problems]);
  const begin = () => {
    const found = problemsOf(held, said, words);
    setProblems(found);
    if (found.length === 0) checking.mutate();
  };
  const choose = (at: number, key: string) => setSaid((all) => all.map((one, i) => (i === at ? key : one)));
  return { said, choose, term, setTerm, problems, checking, begin };
}

function Term({ held, term, onTerm }: { held: Import; term: string; onTerm: (id: string) => void }) {
  const say = useWords().roster.screen.mapping;
  return (
    <Select
      id="roster-term"
      name="term"
      label={say.term}
      value={term}
      onChange={(event) => onTerm(event.currentTarget.value)}
      choices={held.terms.map(({ id, ordinal, startsOn, endsOn }) => ({
        value: id,
        label: say.termName(number(ordinal), startsOn, endsOn),
      }))}
    />
  );
}

function useColumns(held: Import, said: Said, choose: (at: number, key: string) => void): DeskColumn<Line>[] {
  const words = useWords();
  const say = words.roster.screen.mapping;
  const nameOf = ({ at, head }: Line) => (head === '' ? say.nameless(at + 1) : head);
  return [
    { key: 'head', label: say.column, cell: (line) => <b>{nameOf(line)}</b> },
    {
      key: 'samples',
      label: say.samples,
      cell: ({ samples }) => <span className="second">{samples.filter((one) => one !== '').join(' · ')}</span>,
    },
    {
      key: 'field',
      label: say.field,
      cell: (line) => (
        <select
          id={columnId(line.at)}
          className="input"
          aria-label={nameOf(line)}
          value={said[line.at] ?? ''}
          onChange={(event) => choose(line.at, event.currentTarget.value)}
        >
          <option value="">{say.leave}</option>
          {fields[held.kind].map(({ key, must }) => (
            <option key={key} value={key}>
              {words.roster.columns[key]}
              {must ? `（${say.must}）` : ''}
            </option>
          ))}
        </select>
      ),
    },
  ];
}

const columnId = (at: number) => `column-${at}`;
function saidBy({ heads, mapping }: Import): Said {
  const byColumn = new Map(Object.entries(mapping).map(([key, at]) => [at, key]));
  return heads.map((_, at) => byColumn.get(at) ?? '');
}
const mappingOf = (said: Said): Record<string, number> => Object.fromEntries(said.flatMap((key, at) => (key === '' ? [] : [[key, at]])));

function problemsOf({ kind }: Import, said: Said, { roster }: ReturnType<typeof useWords>) {
  const say = roster.screen.mapping;
  const name = (key: string) => roster.columns[key] ?? key;
  const missing = fields[kind].filter(({ key, must }) => must && !said.includes(key));
  const twice = said.flatMap((key, at) => (key !== '' && said.indexOf(key) !== at ? [{ key, at }] : []));
  return [
    ...missing.map(({ key }, i) => ({ field: columnId(i), sentence: say.missing(name(key)) })),
    ...twice.map(({ key, at }) => ({ field: columnId(at), sentence: say.twice(name(key)) })),
  ];
}
