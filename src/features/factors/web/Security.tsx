import type { PageCall } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Row, Section } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { Changes } from './Changes.tsx';
import { Factors } from './Factors.tsx';
import { Frame, Spaced } from './Frame.tsx';
import type { SecurityData } from './security-data.ts';

/** 登录安全: what stands between this account and everybody else. */
export function Security({ call, data }: { call: PageCall; data: SecurityData }) {
  const said = call.frame.words.factors;
  return (
    <Frame call={call} title={said.title} back={{ href: '/mine', label: said.back }}>
      {data.demo ? (
        <Section label={said.title}>
          <Spaced>
            <p>{said.demo}</p>
          </Spaced>
        </Section>
      ) : (
        <>
          <OwnPassword call={call} account={data.account} />
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
        <Row href="/mine/peers" icon="external" title={call.frame.words.peers.mine} second={call.frame.words.peers.second} />
        <Row href="/mine/logins" icon="out" title={said.devices} second={said.devicesSecond} />
      </Section>
      <Changes call={call} changes={data.changes} />
    </Frame>
  );
}

function OwnPassword({ call, account }: { call: PageCall; account: SecurityData['account'] }) {
  const said = call.frame.words.factors.password;
  return (
    <Section label={said.title}>
      {account ? (
        <Row href="/mine/password" icon="lock" title={said.change} second={said.setAt(exactMoment(account.setAt, standpoint(call)))} />
      ) : (
        <Row icon="lock" title={said.title} second={said.none} />
      )}
    </Section>
  );
}
