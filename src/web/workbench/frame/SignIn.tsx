import { useMutation } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { login } from '../../../features/people/contract.ts';
import { call, Refused } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { client } from '../queries.ts';
import { useAround, useWords } from './around.ts';
import { Modal } from './Modal.tsx';
import { Proving } from './Proof.tsx';
import { signInNeeded } from './sign-in-needed.ts';
import { sentenceOf } from './trouble.ts';

/** Session ended while somebody works: signs in where they are, so that nothing typed is lost (UX 23). */
export function SignIn() {
  const words = useWords();
  const { desk } = useAround();
  const say = words.desk.signIn;
  const [half, setHalf] = useState(false);
  useSignedInElsewhere();
  if (half) return <Second onRestart={() => setHalf(false)} />;
  return (
    <Modal title={say.title}>
      <ByPassword onHalf={() => setHalf(true)} />
      <Elsewhere />
      <p className="note">{desk.siteName}</p>
    </Modal>
  );
}

function Second({ onRestart }: { onRestart: () => void }) {
  const { proof } = useWords();
  return (
    <Modal title={proof.secondTitle}>
      <p>{proof.secondText('password')}</p>
      <Proving as="second" onDone={back} />
      <Button look="quiet" onClick={onRestart}>
        {proof.restart}
      </Button>
    </Modal>
  );
}

interface Problem {
  readonly field: string;
  readonly sentence: string;
}
/** Account and password: what was not typed, and what was refused. */
function useEntering(onHalf: () => void) {
  const words = useWords();
  const say = words.desk.signIn;
  const [typed, setTyped] = useState({ account: '', password: '' });
  const [problems, setProblems] = useState<Problem[]>([]);
  const entering = useMutation({
    mutationFn: () => call(login, { ...typed, next: '/desk/' }),
    onSuccess: ({ next }) => (next.startsWith('/login/second') ? onHalf() : back()),
    onError: (error) => setProblems([{ field: 'sign-in-account', sentence: sentenceOf(error, words) }]),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const names = ['account', 'password'] as const;
    const missing = names
      .filter((name) => typed[name].trim() === '')
      .map((name) => ({ field: `sign-in-${name}`, sentence: words.invalid.required(say[name]) }));
    setProblems(missing);
    if (missing.length === 0) entering.mutate();
  };
  const field = (name: 'account' | 'password') => ({
    id: `sign-in-${name}`,
    name,
    label: say[name],
    value: typed[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: problems.find((one) => one.field === `sign-in-${name}`)?.sentence,
  });
  return { problems, field, send, busy: entering.isPending };
}

function ByPassword({ onHalf }: { onHalf: () => void }) {
  const words = useWords();
  const say = words.desk.signIn;
  const { problems, field, send, busy } = useEntering(onHalf);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) summary.current?.querySelector<HTMLElement>('#refusals')?.focus();
  }, [problems]);
  return (
    <form onSubmit={send} noValidate>
      <p>{say.text}</p>
      <div ref={summary}>
        {problems.length > 0 ? <RefusalSummary title={words.common.cannotSignIn(problems.length)} lines={problems} /> : null}
      </div>
      <Field {...field('account')} autoComplete="username" />
      <Field {...field('password')} type="password" autoComplete="current-password" />
      <Buttons>
        <Button type="submit" look="primary" busy={busy}>
          {busy ? say.busy : say.act}
        </Button>
      </Buttons>
    </form>
  );
}

/** Ways in that lead away from this page: in a window of their own, since what is typed here stays. */
function Elsewhere() {
  const { desk: say, accessDesk } = useWords();
  const { desk } = useAround();
  return (
    <p className="second">
      {desk.signOn === null ? null : (
        <>
          <a href="/sso/enter?next=/desk/" target="_blank" rel="noreferrer">
            {accessDesk.signOn(desk.signOn)}
          </a>
          {'・'}
        </>
      )}
      <a href="/login?next=/desk/" target="_blank" rel="noreferrer">
        {say.signIn.byCode}
      </a>{' '}
      {say.signIn.byCodeHint}
    </p>
  );
}

function back(): void {
  signInNeeded.set(false);
  void client.invalidateQueries();
}

/** Whoever signed in by another window finds this one going on by itself. */
function useSignedInElsewhere(): void {
  useEffect(() => {
    const look = async () => {
      await client.refetchQueries({ queryKey: ['desk'] });
      const { error } = client.getQueryState(['desk']) ?? {};
      if (!(error instanceof Refused && error.status === 401)) back();
    };
    const seen = () => void (document.visibilityState === 'visible' && look());
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, []);
}
