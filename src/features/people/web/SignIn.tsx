import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Endpoint, Input, Reply } from '../../../kit/endpoint.ts';
import { type Address, type CallProblem, Refused, reach } from '../../../web/call.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox, Field } from '../../../web/ui/Field.tsx';
import type { compose } from '../../../web/words/zh/compose.ts';
import * as addresses from './addresses.ts';

interface SignInProps {
  words: (typeof compose)['signIn'];
  /** Whoever entered: they go on with what they were doing. */
  onEntered: (person: { id: string; name: string }) => void;
}
interface Asked {
  readonly request: string;
  readonly to: string;
}

const here = (): string => location.pathname + location.search;

/** Signing in over the page: nothing that was written is left behind. */
export function SignIn({ words, onEntered }: SignInProps) {
  const { way, asked, isNew, busy, problem, submit, otherWay } = useSteps(words, onEntered);
  const form = useNextField(way, asked, isNew);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(typedIn(event.currentTarget.elements));
  };
  const at: ErrorAt = (field, first = false) =>
    problem && (problem.field === field || (first && problem.field === null)) ? problem.sentence : undefined;
  const byCode = way === 'code';
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <p className="second">{words.keeps}</p>
      {byCode && !asked ? <Phone words={words} at={at} /> : null}
      {byCode && asked ? <Code words={words} at={at} to={asked.to} isNew={isNew} /> : null}
      {byCode && isNew ? <Newcomer words={words} at={at} /> : null}
      {byCode ? null : <ByPassword words={words} at={at} />}
      <Button look="primary" type="submit" wide busy={busy}>
        {busy ? words.busy : byCode && !asked ? words.getCode : words.enter}
      </Button>
      <Button look="quiet" wide onClick={otherWay}>
        {asked ? words.otherNumber : byCode ? words.byPassword : words.byCode}
      </Button>
    </form>
  );
}

/** Where signing in stands, and the next step of it; what is refused stands at its field. */
function useSteps(words: SignInProps['words'], onEntered: SignInProps['onEntered']) {
  const [way, setWay] = useState<'code' | 'password'>('code');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isNew, setNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  async function step<E extends Endpoint>(endpoint: Address<E>, input: Input<E>): Promise<Reply<E> | null> {
    setBusy(true);
    setProblem(null);
    try {
      return await reach(endpoint, input);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code.indexOf('nickname') === 0) setNew(true);
      if (error.code !== 'nickname-needed')
        setProblem(error.problems[0] ?? { field: null, sentence: error.status === 0 ? words.unreached : error.sentence });
      return null;
    } finally {
      setBusy(false);
    }
  }
  async function submit(typed: Typed) {
    if (way === 'code' && !asked) return setAsked(await step(addresses.requestLoginCode, { phone: typed('phone') }));
    const entered =
      asked && way === 'code'
        ? await step(addresses.loginByCode, { request: asked.request, code: typed('code'), next: here(), ...(isNew && newcomer(typed)) })
        : await step(addresses.login, { account: typed('account'), password: typed('password'), next: here() });
    // The second step has a page of its own, which leads back here; what was written is kept.
    if (entered && entered.next.indexOf('/login/second') === 0) return location.assign(entered.next);
    const me = entered && (await step(addresses.readMe, {}));
    if (me) onEntered(me);
  }
  const otherWay = () => {
    setProblem(null);
    if (asked) setAsked(null);
    else setWay(way === 'code' ? 'password' : 'code');
  };
  return { way, asked, isNew, busy, problem, submit, otherWay };
}
type Typed = (name: string) => string;
const newcomer = (typed: Typed) => ({ nickname: typed('nickname'), of14: typed('of14') === 'true', agrees: typed('agrees') === 'true' });
/** What stands in a field; '' also for a box that is not ticked. */
const typedIn =
  (fields: HTMLFormControlsCollection): Typed =>
  (name) => {
    const field = fields.namedItem(name);
    if (!(field instanceof HTMLInputElement)) return '';
    return field.type === 'checkbox' && !field.checked ? '' : field.value.trim();
  };

/** The next thing to fill in has the focus, at each step. */
function useNextField(way: string, asked: Asked | null, isNew: boolean) {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the steps are what it follows
  useEffect(() => {
    for (const field of form.current?.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])') ?? [])
      if (field.value === '') return field.focus({ preventScroll: true });
  }, [way, asked, isNew]);
  return form;
}

/** The sentence at a field; at the first one also what belongs to none. */
type ErrorAt = (field: string, first?: boolean) => string | undefined;
interface StepProps {
  words: SignInProps['words'];
  at: ErrorAt;
}
const Phone = ({ words, at }: StepProps) => (
  <Field
    id="sign-in-phone"
    name="phone"
    label={words.phone}
    hint={words.phoneHint}
    type="tel"
    inputMode="numeric"
    autoComplete="tel-national"
    maxLength={30}
    error={at('phone', true)}
  />
);
const Code = ({ words, at, to, isNew }: StepProps & { to: string; isNew: boolean }) => (
  <Field
    id="sign-in-code"
    name="code"
    label={words.code}
    hint={words.codeSent(to)}
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={6}
    error={at('code', !isNew)}
  />
);
const Newcomer = ({ words, at }: StepProps) => (
  <>
    <Field id="sign-in-nickname" name="nickname" label={words.nickname} hint={words.nicknameHint} error={at('nickname', true)} />
    <Checkbox name="of14" value="true" label={words.of14} />
    <Checkbox
      name="agrees"
      value="true"
      label={
        <>
          {words.agrees}
          <a href="/privacy" target="_blank" rel="noopener">
            {words.notice}
          </a>
        </>
      }
    />
  </>
);
const ByPassword = ({ words, at }: StepProps) => (
  <>
    <Field id="sign-in-account" name="account" label={words.account} autoComplete="username" error={at('account', true)} />
    <Field
      id="sign-in-password"
      name="password"
      type="password"
      label={words.password}
      autoComplete="current-password"
      error={at('password')}
    />
  </>
);
