import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { QrBlock } from '../../../web/ui/QrBlock.tsx';
import { Section } from '../../../web/ui/Row.tsx';
import type { As } from '../contract.ts';
import { at, Frame, Spaced } from './Frame.tsx';
import { KeyForm } from './KeyForm.tsx';

export interface AppData {
  readonly as: As;
  /** What the app is to hold, once it was begun. */
  readonly awaited: { readonly secret: string; readonly qr: { readonly path: string; readonly modules: number } } | null;
  /** The note for administrators at an address where keys cannot be used. */
  readonly lan: boolean;
  readonly problems: readonly Problem[];
}
const places = (as: As, call: PageCall) => {
  const { factors, proof } = call.frame.words;
  return as === 'second'
    ? { title: factors.enrol.title, back: { href: '/login', label: proof.restart }, base: '/login/second/app' }
    : { title: factors.app.title, back: { href: '/mine/security', label: factors.backHere }, base: '/mine/security/app' };
};

/** 验证器: what it is, then the code to scan, then its first six digits. */
export function App({ call, data }: { call: PageCall; data: AppData }) {
  const { as, awaited, lan, problems } = data;
  const { factors, proof } = call.frame.words;
  const said = factors.app;
  const { title, back, base } = places(as, call);
  return (
    <Frame call={call} title={title} back={back} problems={problems}>
      <Section label={said.title}>
        <Spaced>
          {as === 'second' ? <p>{factors.enrol.app}</p> : null}
          {lan ? <p className="second">{proof.lan}</p> : null}
          <p className="second">{said.what}</p>
          {awaited ? null : (
            <form method="post" action={`${base}/begin`}>
              <Button look="primary" type="submit" wide>
                {said.begin}
              </Button>
            </form>
          )}
        </Spaced>
      </Section>
      {awaited ? <FirstCode call={call} base={base} awaited={awaited} problems={problems} /> : null}
    </Frame>
  );
}

interface FirstCodeProps {
  call: PageCall;
  base: string;
  awaited: NonNullable<AppData['awaited']>;
  problems: readonly Problem[];
}
function FirstCode({ call, base, awaited, problems }: FirstCodeProps) {
  const said = call.frame.words.factors.app;
  return (
    <Section label={said.scan}>
      <Spaced>
        <p>{said.scan}</p>
        <QrBlock {...awaited.qr} label={said.qr} address={(awaited.secret.match(/.{1,4}/g) ?? []).join(' ')} caption={said.typed} />
        <form method="post" action={base} noValidate>
          <Field
            id="code"
            name="code"
            label={said.code}
            hint={said.digits}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            error={at(problems, 'code', true)}
          />
          <Button look="primary" type="submit" wide>
            {said.confirm}
          </Button>
        </form>
        <form method="post" action={`${base}/begin`}>
          <Button look="quiet" type="submit">
            {said.again}
          </Button>
        </form>
      </Spaced>
    </Section>
  );
}

export interface NewKeyData {
  readonly as: As;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}
/** 添加安全密钥: a name, then the key itself. */
export function NewKey({ call, data: { as, typed, problems } }: { call: PageCall; data: NewKeyData }) {
  const { factors, proof } = call.frame.words;
  const said = factors.keys;
  const isFirst = as === 'second';
  return (
    <Frame
      call={call}
      title={isFirst ? factors.enrol.title : said.add}
      back={isFirst ? { href: '/login', label: proof.restart } : { href: '/mine/security', label: factors.backHere }}
      problems={problems}
      first="name"
    >
      <Section label={said.title}>
        <Spaced>
          {isFirst ? <p>{factors.enrol.key}</p> : null}
          <p className="second">{said.what}</p>
          <KeyForm
            call={call}
            action={isFirst ? '/login/second/new-key' : '/mine/security/new-key'}
            as={as}
            use="register"
            label={said.register}
          >
            <Field
              id="name"
              name="name"
              label={said.name}
              hint={said.nameHint}
              maxLength={30}
              defaultValue={typed['name'] ?? said.usual}
              error={at(problems, 'name', true)}
            />
          </KeyForm>
        </Spaced>
      </Section>
    </Frame>
  );
}

/** 恢复码: readable this once. */
export function Codes({ call, codes, next }: { call: PageCall; codes: readonly string[]; next: string }) {
  const said = call.frame.words.factors.codes;
  return (
    <Frame call={call} title={said.title} back={{ href: next, label: call.frame.words.proof.back }}>
      <Section label={said.shownOnce}>
        <Spaced>
          <p>
            <b>{said.shownOnce}</b>
          </p>
          <ul className="recovery-codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p className="second">{said.once}</p>
          <ButtonLink look="primary" wide href={next}>
            {said.done}
          </ButtonLink>
        </Spaced>
      </Section>
    </Frame>
  );
}
