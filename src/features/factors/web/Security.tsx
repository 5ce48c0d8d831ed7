import type { PageCall, Problem } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Badge } from '../../../web/ui/Person.tsx';
import { Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { at, Frame, Spaced } from './Frame.tsx';

export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}
export interface SecurityData {
  readonly demo: boolean;
  readonly account: { readonly name: string; readonly setAt: Date } | null;
  readonly totp: boolean;
  readonly keys: number;
  readonly codes: number;
  readonly keysWork: boolean;
  readonly list: readonly KeyRow[];
}

/** 登录安全: what stands between this account and everybody else. */
export function Security({ call, data }: { call: PageCall; data: SecurityData }) {
  const said = call.frame.words.factors;
  const { demo, account } = data;
  const from = standpoint(call);
  return (
    <Frame call={call} title={said.title} back={{ href: '/mine', label: said.back }}>
      {demo ? (
        <Section label={said.title}>
          <Spaced>
            <p>{said.demo}</p>
          </Spaced>
        </Section>
      ) : (
        <>
          <Section label={said.password.title}>
            {account ? (
              <Row
                href="/mine/password"
                icon="lock"
                title={said.password.change}
                second={said.password.setAt(exactMoment(account.setAt, from))}
              />
            ) : (
              <Row icon="lock" title={said.password.title} second={said.password.none} />
            )}
          </Section>
          <Factors call={call} data={data} />
        </>
      )}
      <Section label={said.devices}>
        {call.frame.directory ? (
          <Row href="/mine/directory" icon="building" title={call.frame.directory} second={call.frame.words.signOn.second} />
        ) : null}
        {call.frame.wechat ? (
          <Row href="/mine/wechat" icon="chat" title={call.frame.words.wechat.title} second={call.frame.words.wechat.second} />
        ) : null}
        <Row href="/mine/logins" icon="out" title={said.devices} second={said.devicesSecond} />
      </Section>
    </Frame>
  );
}

function Factors({ call, data: { totp, keys, codes, keysWork, list } }: { call: PageCall; data: SecurityData }) {
  const said = call.frame.words.factors;
  const from = standpoint(call);
  const on = totp || keys > 0;
  return (
    <>
      <Section>
        <SectionHead title={said.keys.title}>
          <Badge tone={on ? 'ok' : 'warn'} parts={[said.second(on)]} />
        </SectionHead>
        {list.map(({ id, name, createdAt, usedAt }) => (
          <Row
            key={id}
            href={`/mine/security/keys/${id}`}
            icon="key"
            title={name}
            second={`${said.keys.added(exactMoment(createdAt, from))}・${said.keys.used(usedAt && exactMoment(usedAt, from))}`}
          />
        ))}
        <Spaced>
          <p className="second">{keysWork ? said.keys.what : said.keys.cannot}</p>
          {keysWork ? <ButtonLink href="/mine/security/new-key">{said.keys.add}</ButtonLink> : null}
        </Spaced>
      </Section>
      <Section>
        <SectionHead title={said.app.title} />
        <Spaced>
          <p className="second">{totp ? said.app.on : said.app.what}</p>
          {totp ? (
            <form method="post" action="/mine/security/app/removal">
              <Button look="danger" type="submit">
                {said.app.remove}
              </Button>
            </form>
          ) : (
            <ButtonLink href="/mine/security/app">{said.app.begin}</ButtonLink>
          )}
        </Spaced>
      </Section>
      {on ? (
        <Section>
          <SectionHead title={said.codes.title} />
          <Spaced>
            <p>{said.codes.left(codes)}</p>
            <p className="second">{said.codes.what}</p>
            <form method="post" action="/mine/security/recovery-codes">
              <Button type="submit">{said.codes.renew}</Button>
            </form>
          </Spaced>
        </Section>
      ) : null}
    </>
  );
}

/** One key: its name, its end. */
export function OneKey({ call, data }: { call: PageCall; data: { key: KeyRow; typed?: string; problems: readonly Problem[] } }) {
  const { factors } = call.frame.words;
  const said = factors.keys;
  const { key, typed, problems } = data;
  const from = standpoint(call);
  return (
    <Frame
      call={call}
      title={said.open(key.name)}
      back={{ href: '/mine/security', label: factors.backHere }}
      problems={problems}
      first="name"
    >
      <Section label={said.rename}>
        <Spaced>
          <p className="second">
            {said.added(exactMoment(key.createdAt, from))}・{said.used(key.usedAt && exactMoment(key.usedAt, from))}
          </p>
          <form method="post" action={`/mine/security/keys/${key.id}/name`} noValidate>
            <Field
              id="name"
              name="name"
              label={said.name}
              hint={said.nameHint}
              maxLength={30}
              defaultValue={typed ?? key.name}
              error={at(problems, 'name', true)}
            />
            <Button look="primary" type="submit">
              {said.rename}
            </Button>
          </form>
        </Spaced>
      </Section>
      <Section label={said.remove}>
        <Spaced>
          <p className="second">{said.removeText}</p>
          <form method="post" action={`/mine/security/keys/${key.id}/removal`}>
            <Button look="danger" type="submit">
              {said.remove}
            </Button>
          </form>
        </Spaced>
      </Section>
    </Frame>
  );
}
