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
import { refresh } from '../queries.ts';
import { officesQuery, type StaffRow } from './queries.ts';

interface OneTime {
  readonly name: string;
  readonly account: string;
  readonly password: string;
}

/** 新建账号: without any duty. */
export function AddStaff({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const say = words.oversight.add;
  const offices = useQuery(officesQuery);
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [officeId, setOffice] = useState('');
  const [problem, setProblem] = useState<{ field: 'name' | 'account'; sentence: string }>();
  const [made, setMade] = useState<OneTime>();
  const adding = useMutation({
    mutationFn: () => call(addStaff, { name: name.trim(), account: account.trim(), ...(officeId !== '' && { officeId }) }),
    async onSuccess({ account: made, password }) {
      setMade({ name: name.trim(), account: made, password });
      await refresh(['staff']);
    },
    onError: (error) => setProblem({ field: 'account', sentence: sentenceOf(error, words) }),
  });
  const begin = () => {
    const missing =
      [...name.trim()].length < 2
        ? ({ field: 'name', label: say.name } as const)
        : [...account.trim()].length < 4
          ? ({ field: 'account', label: say.account } as const)
          : undefined;
    setProblem(
      missing && { field: missing.field, sentence: missing.field === 'account' ? say.accountHint : words.invalid.required(missing.label) },
    );
    if (!missing) adding.mutate();
  };
  if (made) return <Password made={made} onDone={onDone} />;
  return (
    <Ask
      title={say.title}
      act={{ label: say.act, busyLabel: say.busy, busy: adding.isPending, onAct: begin }}
      mild={{ label: say.mild, onMild: onDone }}
      focusField
    >
      <p>{say.text}</p>
      <Field
        id="staff-name"
        name="name"
        label={say.name}
        maxLength={30}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problem?.field === 'name' ? problem.sentence : undefined}
      />
      <Field
        id="staff-account"
        name="account"
        label={say.account}
        hint={say.accountHint}
        maxLength={32}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        error={problem?.field === 'account' ? problem.sentence : undefined}
      />
      <Select
        id="staff-office"
        name="office"
        label={say.office}
        value={officeId}
        onChange={(event) => setOffice(event.currentTarget.value)}
        choices={[
          { value: '', label: say.noOffice },
          ...(offices.data?.rows ?? []).map((office) => ({ value: office.id, label: office.name })),
        ]}
      />
    </Ask>
  );
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
      {problem ? (
        <p className="field-error" role="alert">
          {problem}
        </p>
      ) : null}
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
