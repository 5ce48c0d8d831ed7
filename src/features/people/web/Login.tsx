import type { ReactNode } from 'react';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { PageTabs } from '../../../web/ui/Chips.tsx';
import { Checkbox, Field, FieldGroup } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';

export interface LoginData {
  readonly way: 'code' | 'password';
  /** Whether codes by phone can be sent here. */
  readonly codes: boolean;
  /** Where the person was. */
  readonly next: string | undefined;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}
export interface CodeData {
  readonly request: string;
  /** To which number, masked. */
  readonly to: string;
  readonly next: string | undefined;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  /** The number is new here: it needs a nickname. */
  readonly isNew: boolean;
}

export const loginAddress = (way: 'code' | 'password', next: string | undefined): string =>
  `/login?${new URLSearchParams({ way, ...(next !== undefined && { next }) })}`;

/** The sentence at a field; what belongs to no field stands at the first one. */
const at = (problems: readonly Problem[], field: string, first = false): string | undefined =>
  problems.find((one) => one.field === field || (first && one.field === null))?.sentence;

interface FrameProps {
  call: PageCall;
  title: string;
  back: string;
  problems: readonly Problem[];
  first: string;
  children: ReactNode;
}

function Frame({ call, title, back, problems, first, children }: FrameProps) {
  const { words } = call.frame;
  return (
    <Shell
      call={call}
      title={title}
      heading={title}
      place={{ back: { href: back, label: words.people.login.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      {problems.length === 0 ? null : (
        <Pad>
          <RefusalSummary
            title={words.common.cannotSignIn(problems.length)}
            lines={problems.map(({ field, sentence }) => ({ field: field ?? first, sentence }))}
          />
        </Pad>
      )}
      {children}
    </Shell>
  );
}

const Next = ({ next }: { next: string | undefined }) => (next === undefined ? null : <input type="hidden" name="next" value={next} />);

/** 登录: by a code that comes to the phone, or by account and password. */
export function Login({ call, data }: { call: PageCall; data: LoginData }) {
  const { way, codes, next, problems } = data;
  const said = call.frame.words.people.login;
  return (
    <Frame call={call} title={said.title} back={next ?? '/'} problems={problems} first={way === 'code' ? 'phone' : 'account'}>
      {codes ? (
        <PageTabs
          label={said.ways}
          tabs={[
            { href: loginAddress('code', next), label: said.byCode, current: way === 'code' },
            { href: loginAddress('password', next), label: said.byPassword, current: way === 'password' },
          ]}
        />
      ) : null}
      <Section label={said.title}>
        <Pad>
          {way === 'code' ? <ByPhone call={call} data={data} /> : <ByPassword call={call} data={data} />}
          {call.frame.directory ? (
            <ButtonLink href={`/sso/enter?${new URLSearchParams({ next: next ?? '/' })}`} wide>
              {call.frame.words.signOn.enter(call.frame.directory)}
            </ButtonLink>
          ) : null}
          <p className="note">{said.privacy}</p>
        </Pad>
      </Section>
    </Frame>
  );
}

function ByPhone({ call, data: { next, typed, problems } }: { call: PageCall; data: LoginData }) {
  const said = call.frame.words.people.login;
  return (
    <form method="post" action="/login/codes" noValidate>
      <Next next={next} />
      <Field
        id="phone"
        name="phone"
        label={said.phone}
        hint={said.phoneHint}
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={30}
        defaultValue={typed['phone']}
        error={at(problems, 'phone', true)}
      />
      <Button look="primary" type="submit" wide>
        {said.getCode}
      </Button>
    </form>
  );
}

function ByPassword({ call, data: { next, typed, problems } }: { call: PageCall; data: LoginData }) {
  const said = call.frame.words.people.login;
  return (
    <form method="post" action="/login" noValidate>
      <Next next={next} />
      <Field
        id="account"
        name="account"
        label={said.account}
        hint={said.accountHint}
        autoComplete="username"
        autoCapitalize="none"
        defaultValue={typed['account']}
        error={at(problems, 'account', true)}
      />
      <Field
        id="password"
        name="password"
        label={said.password}
        type="password"
        autoComplete="current-password"
        error={at(problems, 'password')}
      />
      <Button look="primary" type="submit" wide>
        {said.enter}
      </Button>
    </form>
  );
}

/** The second step: the code, and a nickname for who is new. */
export function LoginCode({ call, data }: { call: PageCall; data: CodeData }) {
  const { next, problems, isNew } = data;
  const said = call.frame.words.people.login;
  const title = isNew ? said.nicknameTitle : said.codeTitle;
  return (
    <Frame
      call={call}
      title={title}
      back={loginAddress('code', next)}
      problems={problems}
      first={problems[0]?.code === 'age-not-declared' ? 'of14' : isNew ? 'nickname' : 'code'}
    >
      <Section label={title}>
        <Pad>
          <CodeForm call={call} data={data} />
          <p>
            <ButtonLink look="quiet" href={loginAddress('code', next)}>
              {said.again}
            </ButtonLink>
          </p>
        </Pad>
      </Section>
    </Frame>
  );
}

function CodeForm({ call, data }: { call: PageCall; data: CodeData }) {
  const { request, to, next, typed, problems, isNew } = data;
  const said = call.frame.words.people.login;
  return (
    <form method="post" action="/login/code" noValidate>
      <Next next={next} />
      <input type="hidden" name="request" value={request} />
      <input type="hidden" name="to" value={to} />
      <Field
        id="code"
        name="code"
        label={said.code}
        hint={said.codeSent(to)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        defaultValue={typed['code']}
        error={at(problems, 'code', !isNew)}
      />
      {isNew ? (
        <Field
          id="nickname"
          name="nickname"
          label={said.nickname}
          hint={said.nicknameHint}
          autoComplete="nickname"
          maxLength={60}
          defaultValue={typed['nickname']}
          error={problems[0]?.code === 'age-not-declared' ? undefined : at(problems, 'nickname', true)}
        />
      ) : null}
      {isNew ? <Declarations call={call} data={data} /> : null}
      <Button look="primary" type="submit" wide>
        {said.enter}
      </Button>
    </form>
  );
}

/** What a new person declares: the age the law asks for, and consent, which may also be given on the next page. */
function Declarations({ call, data: { typed, problems } }: { call: PageCall; data: CodeData }) {
  const said = call.frame.words.privacy.signUp;
  const young = problems.find(({ code }) => code === 'age-not-declared')?.sentence;
  return (
    <FieldGroup id="of14" legend={said.legend} hiddenLegend error={young}>
      <Checkbox name="of14" value="true" label={said.of14} hint={said.of14Hint} defaultChecked={typed['of14'] !== undefined} />
      <Checkbox
        name="agrees"
        value="true"
        defaultChecked={typed['agrees'] !== undefined}
        label={
          <>
            {said.agrees}
            <a href="/privacy" target="_blank" rel="noopener">
              {said.link}
            </a>
          </>
        }
      />
    </FieldGroup>
  );
}
