import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
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
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<{ field: string; sentence: string }[]>([]);
  const [half, setHalf] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const entering = useMutation({
    mutationFn: () => call(login, { account, password, next: '/desk/' }),
    onSuccess: ({ next }) => (next.startsWith('/login/second') ? setHalf(true) : back()),
    onError: (error) => setProblems([{ field: 'sign-in-account', sentence: sentenceOf(error, words) }]),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const missing = [
      ...(account.trim() === '' ? [{ field: 'sign-in-account', sentence: words.invalid.required(say.account) }] : []),
      ...(password === '' ? [{ field: 'sign-in-password', sentence: words.invalid.required(say.password) }] : []),
    ];
    setProblems(missing);
    if (missing.length === 0) entering.mutate();
  };
  useEffect(() => {
    if (problems.length > 0) summary.current?.querySelector<HTMLElement>('#refusals')?.focus();
  }, [problems]);
  useSignedInElsewhere();
  const errorAt = (field: string) => problems.find((one) => one.field === field)?.sentence;
  if (half)
    return (
      <Modal title={words.proof.secondTitle}>
        <p>{words.proof.secondText('password')}</p>
        <Proving as="second" onDone={back} />
        <Button look="quiet" onClick={() => setHalf(false)}>
          {words.proof.restart}
        </Button>
      </Modal>
    );
  return (
    <Modal title={say.title}>
      <form onSubmit={send} noValidate>
        <p>{say.text}</p>
        <div ref={summary}>
          {problems.length > 0 ? <RefusalSummary title={words.common.cannotSignIn(problems.length)} lines={problems} /> : null}
        </div>
        <Field
          id="sign-in-account"
          name="account"
          label={say.account}
          autoComplete="username"
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
          error={errorAt('sign-in-account')}
        />
        <Field
          id="sign-in-password"
          name="password"
          type="password"
          label={say.password}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errorAt('sign-in-password')}
        />
        <Buttons>
          <Button type="submit" look="primary" busy={entering.isPending}>
            {entering.isPending ? say.busy : say.act}
          </Button>
        </Buttons>
        <p className="second">
          <a href="/login?next=/desk/" target="_blank" rel="noreferrer">
            {say.byCode}
          </a>{' '}
          {say.byCodeHint}
        </p>
        <p className="note">{desk.siteName}</p>
      </form>
    </Modal>
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
