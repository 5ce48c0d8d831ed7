import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Badge } from '../../../web/ui/Person.tsx';
import { List, Pad, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { deviceName } from './device.ts';

export interface LoginSeen {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly current: boolean;
}

/** What staff did to my phone, for me to see. */
export interface PhoneChange {
  readonly at: string;
  readonly state: string;
  readonly by: string;
  readonly committee: string;
  readonly phone: string | null;
  readonly newPhone: string;
}
function PhoneChanges({ call, changes }: { call: PageCall; changes: readonly PhoneChange[] }) {
  const said = call.frame.words.access.changes;
  const from = standpoint(call);
  const [newest] = changes;
  if (!newest) return null;
  return (
    <Section label={said.title}>
      <SectionHead title={said.title} />
      <Pad>
        {changes.map(({ at, state, by, committee, newPhone }) => {
          const when = exactMoment(new Date(at), from);
          return <p key={at}>{state === 'disputed' ? said.disputed(when) : said.done(when, committee, by, newPhone)}</p>;
        })}
        {newest.phone === null ? null : <p className="second">{said.help(newest.phone)}</p>}
      </Pad>
    </Section>
  );
}

interface LoginsProps {
  call: PageCall;
  rows: readonly LoginSeen[];
  changes: readonly PhoneChange[];
}
/** Where I am signed in; what I do not know, I end. */
export function Logins({ call, rows, changes }: LoginsProps) {
  const said = call.frame.words.people.logins;
  return (
    <Shell call={call} title={said.title} heading={said.title} place={{ back: { href: '/mine', label: said.back } }} unlisted>
      <PhoneChanges call={call} changes={changes} />
      <Section label={said.title}>
        <List label={said.title} items={rows.map((login) => ({ key: login.id, node: <LoginRow call={call} login={login} /> }))} />
        <Pad>
          {rows.every(({ current }) => current) ? (
            <p className="second">{said.onlyThis}</p>
          ) : (
            <form method="post" action="/mine/logins/end-others">
              <p className="second">{said.hint}</p>
              <Button type="submit">{said.others}</Button>
            </form>
          )}
        </Pad>
      </Section>
    </Shell>
  );
}

function LoginRow({ call, login: { id, device, address, createdAt, seenAt, current } }: { call: PageCall; login: LoginSeen }) {
  const said = call.frame.words.people.logins;
  const from = standpoint(call);
  const name = deviceName(device) ?? said.unknown;
  return (
    <Row
      icon="key"
      title={
        <>
          {name} {current ? <Badge tone="ok" parts={[said.current]} /> : null}
        </>
      }
      second={
        <>
          {said.at(exactMoment(new Date(seenAt), from), address)}
          <br />
          {said.since(exactMoment(new Date(createdAt), from))}
        </>
      }
      acts={
        current ? null : (
          <form method="post" action={`/mine/logins/${id}/end`}>
            <Button type="submit" aria-label={said.endNamed(name)}>
              {said.end}
            </Button>
          </form>
        )
      }
    />
  );
}
