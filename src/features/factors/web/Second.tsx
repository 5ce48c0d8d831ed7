import type { ReactNode } from 'react';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Section } from '../../../web/ui/Row.tsx';
import type { As, FirstStep } from '../contract.ts';
import type { Way } from '../rules.ts';
import { at, Frame, Spaced } from './Frame.tsx';
import { KeyForm } from './KeyForm.tsx';

export interface SecondData {
  readonly as: As;
  readonly ways: readonly Way[];
  readonly keysWork: boolean;
  /** To where a code would go, masked. */
  readonly phone: string | null;
  /** A code is on its way to the phone. */
  readonly asked: { readonly request: string; readonly to: string } | null;
  readonly next: string;
  readonly problems: readonly Problem[];
  /** By what the first step was proved; null when nothing is half done. */
  readonly first: FirstStep | null;
}

/** 再验证一步: the second step of signing in, or one more proof before what weighs much. */
export function Second({ call, data }: { call: PageCall; data: SecondData }) {
  const { as, ways, keysWork, next, problems } = data;
  const { common, proof: said } = call.frame.words;
  const title = as === 'second' ? said.secondTitle : said.stepUpTitle;
  const has = (...any: readonly Way[]) => ways.some((way) => any.includes(way));
  const first = has('totp', 'recovery') ? 'code' : has('password') ? 'password' : 'phone-code';
  return (
    <Frame
      call={call}
      title={title}
      back={as === 'second' ? { href: '/login', label: said.restart } : { href: next, label: said.back }}
      problems={problems}
      first={first}
      cannot={as === 'second' ? common.cannotSignIn : common.cannotSave}
    >
      <Section label={title}>
        <Spaced>
          <p className="second">{as === 'second' ? said.secondText(data.first) : said.stepUpText}</p>
          {keysWork || has('key') ? null : <p className="second">{said.lan}</p>}
          {ways.length === 0 && as === 'stepUp' ? <p>{said.noWay}</p> : null}
          {has('key') ? (
            <KeyForm call={call} action="/login/second/key" as={as} use="prove" label={said.key}>
              <input type="hidden" name="next" value={next} />
            </KeyForm>
          ) : null}
        </Spaced>
      </Section>
      {has('totp', 'recovery') ? <ByCode call={call} data={data} /> : null}
      {has('password') ? <ByPassword call={call} data={data} /> : null}
      {has('phone') ? <ByPhone call={call} data={data} /> : null}
      {as === 'second' ? (
        <Spaced>
          <p className="note">{said.lostAll}</p>
        </Spaced>
      ) : null}
    </Frame>
  );
}

const Block = ({ label, children }: { label: string; children: ReactNode }) => (
  <Section label={label}>
    <Spaced>{children}</Spaced>
  </Section>
);

function ByCode({ call, data: { as, ways, next, problems } }: { call: PageCall; data: SecondData }) {
  const said = call.frame.words.proof;
  const totp = ways.includes('totp');
  const hint = totp ? (ways.includes('recovery') ? said.totpHint : said.totpOnlyHint) : said.recoveryHint;
  return (
    <Block label={said.code}>
      <form method="post" action="/login/second" noValidate>
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="next" value={next} />
        <Field
          id="code"
          name="code"
          label={totp ? said.totp : said.recovery}
          hint={hint}
          autoComplete="one-time-code"
          autoCapitalize="none"
          maxLength={20}
          {...(totp && { inputMode: 'numeric' as const })}
          error={at(problems, 'code', true)}
        />
        <Button look={ways.includes('key') ? 'secondary' : 'primary'} type="submit" wide>
          {as === 'second' ? said.enter : said.confirm}
        </Button>
      </form>
    </Block>
  );
}

function ByPassword({ call, data: { next, problems } }: { call: PageCall; data: SecondData }) {
  const said = call.frame.words.proof;
  return (
    <Block label={said.confirm}>
      <form method="post" action="/login/second/password" noValidate>
        <input type="hidden" name="next" value={next} />
        <Field
          id="password"
          name="password"
          type="password"
          label={said.password}
          autoComplete="current-password"
          error={at(problems, 'password', true)}
        />
        <Button look="primary" type="submit" wide>
          {said.confirm}
        </Button>
      </form>
    </Block>
  );
}

function ByPhone({ call, data }: { call: PageCall; data: SecondData }) {
  const said = call.frame.words.proof;
  const { next, phone, asked } = data;
  if (asked) return <CodeOfPhone call={call} data={data} asked={asked} />;
  return (
    <Block label={said.confirm}>
      <form method="post" action="/login/second/phone-codes" noValidate>
        <input type="hidden" name="next" value={next} />
        <Button look="primary" type="submit" wide>
          {said.phone(phone ?? '')}
        </Button>
      </form>
    </Block>
  );
}
interface CodeOfPhoneProps {
  call: PageCall;
  data: SecondData;
  asked: NonNullable<SecondData['asked']>;
}
function CodeOfPhone({ call, data: { next, problems }, asked }: CodeOfPhoneProps) {
  const said = call.frame.words.proof;
  return (
    <Block label={said.confirm}>
      <form method="post" action="/login/second/phone" noValidate>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="request" value={asked.request} />
        <input type="hidden" name="to" value={asked.to} />
        <Field
          id="phone-code"
          name="code"
          label={said.code}
          hint={said.phoneSent(asked.to)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          error={at(problems, 'code', true)}
        />
        <Button look="primary" type="submit" wide>
          {said.confirm}
        </Button>
      </form>
      <p>
        <ButtonLink look="quiet" href={`/login/second?next=${encodeURIComponent(next)}`}>
          {call.frame.words.people.login.again}
        </ButtonLink>
      </p>
    </Block>
  );
}
