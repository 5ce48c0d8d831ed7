import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { Badge } from '../../../web/ui/Person.tsx';
import { Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { Spaced } from './Frame.tsx';
import type { SecurityData } from './security-data.ts';

interface Shown {
  call: PageCall;
  data: SecurityData;
}
/** 第二步验证: keys, the app, recovery codes. */
export function Factors({ call, data }: Shown) {
  const said = call.frame.words.factors;
  const on = data.totp || data.keys > 0;
  return (
    <>
      <Section>
        <SectionHead title={said.keys.title}>
          <Badge tone={on ? 'ok' : 'warn'} parts={[said.second(on)]} />
        </SectionHead>
        <Keys call={call} data={data} />
      </Section>
      <Section>
        <SectionHead title={said.app.title} />
        <TheApp call={call} on={data.totp} />
      </Section>
      {on ? (
        <Section>
          <SectionHead title={said.codes.title} />
          <Spaced>
            <p>{said.codes.left(data.codes)}</p>
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

function Keys({ call, data: { keysWork, list } }: Shown) {
  const said = call.frame.words.factors.keys;
  const from = standpoint(call);
  return (
    <>
      {list.map(({ id, name, createdAt, usedAt }) => (
        <Row
          key={id}
          href={`/mine/security/keys/${id}`}
          icon="key"
          title={name}
          second={`${said.added(exactMoment(createdAt, from))}・${said.used(usedAt && exactMoment(usedAt, from))}`}
        />
      ))}
      <Spaced>
        <p className="second">{keysWork ? said.what : said.cannot}</p>
        {keysWork ? <ButtonLink href="/mine/security/new-key">{said.add}</ButtonLink> : null}
      </Spaced>
    </>
  );
}

function TheApp({ call, on }: { call: PageCall; on: boolean }) {
  const said = call.frame.words.factors.app;
  return (
    <Spaced>
      <p className="second">{on ? said.on : said.what}</p>
      {on ? (
        <form method="post" action="/mine/security/app/removal">
          <Button look="danger" type="submit">
            {said.remove}
          </Button>
        </form>
      ) : (
        <ButtonLink href="/mine/security/app">{said.begin}</ButtonLink>
      )}
    </Spaced>
  );
}
