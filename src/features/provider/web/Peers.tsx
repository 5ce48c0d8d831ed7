import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { List, Pad, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';

type Scope = 'openid' | 'profile' | 'memberships' | 'party';
interface AskData {
  readonly ask: string;
  readonly asked: {
    readonly peer: { readonly name: string; readonly owner: string; readonly origin: string };
    readonly scopes: readonly Scope[];
  };
}
const host = (origin: string): string => new URL(origin).host;

/** Which platform asks, what it learns, yes or no. Works without script. */
export function Ask({ call, data: { ask, asked } }: { call: PageCall; data: AskData }) {
  const said = call.frame.words.peers;
  const title = said.title(asked.peer.name);
  return (
    <Shell call={call} title={title} heading={title} place={{ back: { href: '/', label: said.home } }} unlisted>
      <Section label={title}>
        <Pad>
          <p>{said.who(call.me?.name ?? '', asked.peer.name)}</p>
          <p className="second">{said.whose(asked.peer.owner, host(asked.peer.origin))}</p>
        </Pad>
      </Section>
      <Section>
        <SectionHead title={said.learns} />
        <Learns label={said.learns} lines={asked.scopes.map((scope) => said.scopes[scope])} />
        <Pad>
          <p className="second">{said.never}</p>
        </Pad>
      </Section>
      <Section label={said.answer}>
        <Pad>
          <form method="post" action="/oidc/ask">
            <input type="hidden" name="ask" value={ask} />
            <Buttons even>
              <Button look="primary" type="submit" name="answer" value="agree">
                {said.agree}
              </Button>
              <Button type="submit" name="answer" value="refuse">
                {said.refuse}
              </Button>
            </Buttons>
          </form>
        </Pad>
        <Pad>
          <p className="second">{said.later}</p>
        </Pad>
      </Section>
    </Shell>
  );
}

const Learns = ({ label, lines }: { label: string; lines: readonly string[] }) => (
  <List label={label} items={lines.map((line) => ({ key: line, node: <Row icon="check" title={line} /> }))} />
);

/** Agreed to earlier; a link leads on, since a browser follows no form to another site. */
export function GoOn({ call, data: { ask, asked } }: { call: PageCall; data: AskData }) {
  const said = call.frame.words.peers;
  const title = said.title(asked.peer.name);
  return (
    <Shell call={call} title={title} heading={title} place={{ back: { href: '/', label: said.home } }} unlisted>
      <Section label={title}>
        <Pad>
          <div className="spaced">
            <p>{said.as(call.me?.name ?? '', asked.peer.name)}</p>
            <p className="second">{said.whose(asked.peer.owner, host(asked.peer.origin))}</p>
            <ButtonLink look="primary" href={`/oidc/ask?${new URLSearchParams({ ask, on: '1' })}`} wide>
              {said.goOn(asked.peer.name)}
            </ButtonLink>
          </div>
        </Pad>
      </Section>
    </Shell>
  );
}

interface MineData {
  readonly consents: readonly {
    readonly id: string;
    readonly peer: string;
    readonly owner: string;
    readonly running: boolean;
    readonly scopes: readonly string[];
    readonly agreedAt: Date;
  }[];
}
/** 登录过的其他平台: what each may learn, and the way to take it back. */
export function MyPeers({ call, data: { consents } }: { call: PageCall; data: MineData }) {
  const said = call.frame.words.peers;
  const known = said.scopes;
  const line = (scopes: readonly string[]) =>
    (['openid', 'profile', 'memberships', 'party'] as const).filter((scope) => scopes.includes(scope)).map((scope) => known[scope]);
  return (
    <Shell call={call} title={said.mine} heading={said.mine} place={{ back: { href: '/mine/security', label: said.security } }} unlisted>
      {consents.length === 0 ? (
        <Section label={said.mine}>
          <EmptyState title={said.none.title} second={said.none.second} />
        </Section>
      ) : (
        consents.map(({ id, peer, owner, running, scopes, agreedAt }) => (
          <Section key={id}>
            <SectionHead title={peer} />
            <Pad>
              <p className="second">
                {owner}・{said.agreed(exactMoment(agreedAt, standpoint(call)))}
                {running ? '' : `・${said.ended}`}
              </p>
            </Pad>
            <Learns label={said.learns} lines={line(scopes)} />
            <Pad>
              <form method="post" action={`/mine/peers/${id}/withdrawal`}>
                <div className="spaced">
                  <p className="second">{said.withdrawText}</p>
                  <Button look="danger" type="submit" aria-label={said.withdrawNamed(peer)}>
                    {said.withdraw}
                  </Button>
                </div>
              </form>
            </Pad>
          </Section>
        ))
      )}
    </Shell>
  );
}
