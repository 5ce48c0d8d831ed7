import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  askKey,
  proveByCode,
  proveByKey,
  proveByPassword,
  proveByPhone,
  readProof,
  sendProofCode,
} from '../../../features/factors/contract.ts';
import { keyAnswer, keysSupported } from '../../../features/factors/web/key-answer.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call, Refused } from '../../call.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Skeleton } from '../../ui/desk/Layout.tsx';
import { Field } from '../../ui/Field.tsx';
import { useWords } from './around.ts';
import { Modal } from './Modal.tsx';
import { proofNeeded, quiet } from './proof-needed.ts';
import { sentenceOf } from './trouble.ts';

type State = Reply<typeof readProof>;
interface ProvingProps {
  as: 'second' | 'stepUp';
  /** The way out; a sign-in has none. */
  onCancel?: (() => void) | undefined;
  onDone: () => void;
}

/** One more proof before what weighs much: over the screen, which stays as it is; the call then goes on by itself. */
export function StepUp() {
  const words = useWords();
  const cancel = () => proofNeeded.answer(false);
  return (
    <Modal title={words.proof.stepUpTitle} onClose={cancel}>
      <p>{words.proof.stepUpText}</p>
      <Proving as="stepUp" onCancel={cancel} onDone={() => proofNeeded.answer(true)} />
    </Modal>
  );
}

/** Asks what this person can prove with, and offers just that. */
export function Proving({ as, onCancel, onDone }: ProvingProps) {
  const words = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['proof', as],
    queryFn: ({ signal }) => call(readProof, { as }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error)
    return (
      <>
        <p role="alert">{sentenceOf(error, words)}</p>
        <Buttons>
          <Button onClick={() => void refetch()}>{words.desk.retry}</Button>
          {onCancel ? <Button onClick={onCancel}>{words.proof.cancel}</Button> : null}
        </Buttons>
      </>
    );
  if (!data) return <Skeleton rows={2} label={words.desk.loading} />;
  if (as === 'second' && data.task !== 'prove') return <Elsewhere />;
  return <Ways as={as} state={data} onCancel={onCancel} onDone={onDone} />;
}

/** A new password or a first key takes a page of its own; this one notices when it is done. */
function Elsewhere() {
  const { proof } = useWords();
  return (
    <>
      <p>{proof.elsewhere}</p>
      <ButtonLink look="primary" href="/login/second?next=/desk/" target="_blank" rel="noreferrer">
        {proof.elsewhereAct}
      </ButtonLink>
    </>
  );
}

function Ways({ as, state, onCancel, onDone }: ProvingProps & { state: State }) {
  const say = useWords().proof;
  const [elsewhere, setElsewhere] = useState(false);
  const done = ({ next }: { next: string }) => (next.startsWith('/login/second') ? setElsewhere(true) : onDone());
  if (elsewhere) return <Elsewhere />;
  const has = (way: State['ways'][number]) => state.ways.includes(way);
  return (
    <>
      {state.keysWork || has('key') ? null : <p className="second">{say.lan}</p>}
      {state.ways.length === 0 ? <p>{as === 'second' ? say.lostAll : say.noWay}</p> : null}
      {has('key') ? <ByKey as={as} onDone={done} /> : null}
      {has('totp') || has('recovery') ? <ByCode as={as} ways={state.ways} onDone={done} /> : null}
      {has('password') ? <ByPassword onDone={done} /> : null}
      {has('phone') ? <ByPhone phone={state.phone ?? ''} onDone={done} /> : null}
      {onCancel ? (
        <Button look="quiet" onClick={onCancel}>
          {say.cancel}
        </Button>
      ) : null}
    </>
  );
}

function ByCode({ as, ways, onDone }: { as: 'second' | 'stepUp'; ways: State['ways']; onDone: Done }) {
  const say = useWords().proof;
  const [totp, recovery] = [ways.includes('totp'), ways.includes('recovery')];
  return (
    <ByText
      id="proof-code"
      label={totp ? say.totp : say.recovery}
      hint={totp ? (recovery ? say.totpHint : say.totpOnlyHint) : say.recoveryHint}
      autoComplete="one-time-code"
      primary={!ways.includes('key')}
      send={(code) => call(proveByCode, { as, code })}
      onDone={onDone}
    />
  );
}
const ByPassword = ({ onDone }: { onDone: Done }) => (
  <ByText
    id="proof-password"
    type="password"
    label={useWords().proof.password}
    autoComplete="current-password"
    primary
    send={(password) => call(proveByPassword, { password })}
    onDone={onDone}
  />
);

type Done = (reply: { next: string }) => void;

function ByKey({ as, onDone }: { as: 'second' | 'stepUp'; onDone: Done }) {
  const words = useWords();
  const say = words.proof;
  const proving = useMutation({
    async mutationFn() {
      const { options } = await call(askKey, { as });
      const answer = await keyAnswer('prove', options);
      await quiet();
      return call(proveByKey, { as, answer });
    },
    onSuccess: onDone,
  });
  const { error, isPending } = proving;
  if (!keysSupported()) return <p role="alert">{say.keyUnsupported}</p>;
  return (
    <div>
      <p className="second">{say.keyHint}</p>
      {error ? <p role="alert">{error instanceof Refused ? sentenceOf(error, words) : say.keyFailed}</p> : null}
      <Buttons>
        <Button look="primary" icon="key" busy={isPending} onClick={() => proving.mutate()}>
          {isPending ? say.keyBusy : say.key}
        </Button>
      </Buttons>
    </div>
  );
}

interface ByTextProps {
  id: string;
  label: string;
  hint?: string;
  type?: string;
  autoComplete: string;
  primary: boolean;
  send: (text: string) => Promise<{ next: string }>;
  onDone: Done;
}
function ByText({ id, label, hint, type = 'text', autoComplete, primary, send, onDone }: ByTextProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const proving = useMutation({
    async mutationFn() {
      await quiet();
      return send(text.trim());
    },
    onSuccess: onDone,
    onError: () => setText(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === '');
    if (text.trim() !== '' && !proving.isPending) proving.mutate();
  };
  const error = missing ? words.invalid.required(label) : proving.error ? sentenceOf(proving.error, words) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Field
        id={id}
        name={id}
        label={label}
        hint={hint}
        type={type}
        autoComplete={autoComplete}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={error}
      />
      <Buttons>
        <Button type="submit" look={primary ? 'primary' : 'secondary'} busy={proving.isPending}>
          {words.proof.confirm}
        </Button>
      </Buttons>
    </form>
  );
}

function ByPhone({ phone, onDone }: { phone: string; onDone: Done }) {
  const words = useWords();
  const say = words.proof;
  const sending = useMutation({ mutationFn: () => call(sendProofCode, {}) });
  if (sending.data) {
    const { request, to } = sending.data;
    return (
      <ByText
        id="proof-phone"
        label={say.code}
        hint={say.phoneSent(to)}
        autoComplete="one-time-code"
        primary
        send={(code) => call(proveByPhone, { request, code })}
        onDone={onDone}
      />
    );
  }
  return (
    <>
      {sending.error ? <p role="alert">{sentenceOf(sending.error, words)}</p> : null}
      <Buttons>
        <Button look="primary" busy={sending.isPending} onClick={() => sending.mutate()}>
          {say.phone(phone)}
        </Button>
      </Buttons>
    </>
  );
}
