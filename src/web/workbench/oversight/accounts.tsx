import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addStaff, resetStaffPassword } from '../../../features/oversight/contract.ts';
import { call } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { Modal } from '../frame/Modal.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { useFilled } from '../members/filled.ts';
import { ProblemLine } from '../parts/ProblemLine.tsx';
import { refresh } from '../queries.ts';
import { officesQuery, type StaffRow } from './queries.ts';

interface OneTime {
  readonly name: string;
  readonly account: string;
  readonly password: string;
}

/** 新建账号: without any duty. */
export function AddStaff({ onDone }: { onDone: () => void }) {
  const say = useWords().oversight.add;
  const { form, offices, made, busy, begin } = useAdding();
  if (made) return <Password made={made} onDone={onDone} />;
  return (
    <Ask
      title={say.title}
      act={{ label: say.act, busyLabel: say.busy, busy, onAct: begin }}
      mild={{ label: say.mild, onMild: onDone }}
      focusField
    >
      <p>{say.text}</p>
      <Field {...form.field('name')} id="staff-name" label={say.name} maxLength={30} />
      <Field
        {...form.field('account')}
        id="staff-account"
        label={say.account}
        hint={say.accountHint}
        maxLength={32}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <Select {...form.field('office')} id="staff-office" label={say.office} choices={[{ value: '', label: say.noOffice }, ...offices]} />
    </Ask>
  );
}

/** Makes the account once it has a name to be called by and one to sign in with. */
function useAdding() {
  const words = useWords();
  const say = words.oversight.add;
  const { data } = useQuery(officesQuery);
  const form = useFilled({ name: '', account: '', office: '' });
  const [name, account, officeId] = [form.filled.name.trim(), form.filled.account.trim(), form.filled.office];
  const [made, setMade] = useState<OneTime>();
  const adding = useMutation({
    mutationFn: () => call(addStaff, { name, account, ...(officeId !== '' && { officeId }) }),
    async onSuccess({ account: given, password }) {
      setMade({ name, account: given, password });
      await refresh(['staff']);
    },
    onError: (error) => form.setProblems([{ field: 'account', sentence: sentenceOf(error, words) }]),
  });
  const begin = () => {
    if ([...name].length < 2) return form.setProblems([{ field: 'name', sentence: words.invalid.required(say.name) }]);
    if ([...account].length < 4) return form.setProblems([{ field: 'account', sentence: say.accountHint }]);
    form.setProblems([]);
    adding.mutate();
  };
  const offices = (data?.rows ?? []).map((office) => ({ value: office.id, label: office.name }));
  return { form, offices, made, busy: adding.isPending, begin };
}

/** 重设一次性密码, for accounts without a duty. */
export function ResetPassword({ person, onDone }: { person: StaffRow; onDone: () => void }) {
  const words = useWords();
  const say = words.oversight.reset;
  const [problem, setProblem] = useState<string>();
  const [made, setMade] = useState<OneTime>();
  const setting = useMutation({
    mutationFn: () => call(resetStaffPassword, { id: person.id }),
    async onSuccess({ account, password }) {
      setMade({ name: person.name, account, password });
      await refresh(['staff']);
    },
    onError: (error) => setProblem(sentenceOf(error, words)),
  });
  if (made) return <Password made={made} onDone={onDone} />;
  return (
    <Ask
      title={say.title(person.name)}
      act={{ label: say.act, busyLabel: say.busy, look: 'danger', busy: setting.isPending, onAct: () => setting.mutate() }}
      mild={{ label: say.mild, onMild: onDone }}
    >
      <p>{say.text}</p>
      <ProblemLine>{problem}</ProblemLine>
    </Ask>
  );
}

/** Shown once: closed only by saying that it was written down. */
function Password({ made: { name, account, password }, onDone }: { made: OneTime; onDone: () => void }) {
  const say = useWords().oversight.oneTime;
  return (
    <Modal title={say.title} focus=".button">
      <p>{say.text(name)}</p>
      <dl className="one-time">
        <div>
          <dt>{say.account}</dt>
          <dd>{account}</dd>
        </div>
        <div>
          <dt>{say.password}</dt>
          <dd>{password}</dd>
        </div>
      </dl>
      <Buttons>
        <Button look="primary" onClick={onDone}>
          {say.done}
        </Button>
      </Buttons>
    </Modal>
  );
}
