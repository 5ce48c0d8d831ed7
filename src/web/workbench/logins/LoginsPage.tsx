import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endLogin, endOtherLogins, listLogins, logout } from '../../../features/people/contract.ts';
import { deviceName } from '../../../features/people/web/device.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel, Skeleton, WithSide } from '../../ui/desk/Layout.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment, moment } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useAround, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

type Login = Reply<typeof listLogins>['rows'][number];

/** 我的登录: where this account is signed in, and how to end it there. */
export function LoginsPage() {
  const words = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ['logins'], queryFn: ({ signal }) => call(listLogins, {}, { signal }) });
  return (
    <Screen
      title={words.desk.places.logins}
      state={data ? words.desk.logins.state(data.rows.length) : ''}
      tools={data && data.rows.length > 1 ? <EndOthers others={data.rows.length - 1} /> : undefined}
    >
      <WithSide side={<Account />}>
        {data ? (
          <Panel
            flush
            title={words.desk.logins.title}
            tools={<span className="second">{data.rows.length > 1 ? words.desk.logins.hint : words.desk.logins.only}</span>}
          >
            <List items={data.rows.map((login) => ({ key: login.id, node: <Device login={login} /> }))} />
          </Panel>
        ) : error ? (
          <Trouble error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={3} label={words.desk.loading} />
        )}
      </WithSide>
    </Screen>
  );
}

function Device({ login }: { login: Login }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.logins;
  const { say: toast } = useToasts();
  const name = deviceName(login.device) ?? say.unknownDevice;
  const ending = useMutation({
    mutationFn: () => call(endLogin, { id: login.id }),
    onSuccess: () => toast(say.ended),
    onError: (error) => toast(sentenceOf(error, words)),
    onSettled: () => client.invalidateQueries({ queryKey: ['logins'] }),
  });
  return (
    <Row
      title={
        <>
          {name} {login.current ? <Badge tone="ok" parts={[say.current]} /> : null}
        </>
      }
      second={[login.address, say.since(exactMoment(new Date(login.createdAt), from)), say.seen(moment(new Date(login.seenAt), from))].join(
        '・',
      )}
      end={
        login.current ? (
          ''
        ) : (
          <Button aria-label={say.endNamed(name)} busy={ending.isPending} onClick={() => ending.mutate()}>
            {say.end}
          </Button>
        )
      }
    />
  );
}

function EndOthers({ others }: { others: number }) {
  const words = useWords();
  const say = words.desk.logins;
  const { say: toast } = useToasts();
  const [asked, setAsked] = useState(false);
  const ending = useMutation({
    mutationFn: () => call(endOtherLogins, {}),
    onSuccess: ({ ended }) => toast(say.endedOthers(ended)),
    onError: (error) => toast(sentenceOf(error, words)),
    async onSettled() {
      setAsked(false);
      await client.invalidateQueries({ queryKey: ['logins'] });
    },
  });
  return (
    <>
      <Button onClick={() => setAsked(true)}>{say.endOthers}</Button>
      {asked ? (
        <Ask
          title={say.endOthersTitle(others)}
          act={{ label: say.endOthers, busy: ending.isPending, onAct: () => ending.mutate() }}
          mild={{ label: say.stay, onMild: () => setAsked(false) }}
        >
          {say.endOthersText}
        </Ask>
      ) : null}
    </>
  );
}

/** Who is here with which duties, the way out, and the language. */
function Account() {
  const { desk, words } = useAround();
  const say = words.desk.logins;
  const leaving = useMutation({
    mutationFn: () => call(logout, {}),
    onSuccess: () => location.replace('/login?way=password&next=/desk/'),
  });
  const other = words.common.otherLanguage;
  return (
    <>
      <Panel title={say.me}>
        <p>
          <b>{desk.person.name}</b>
        </p>
        <ul>
          {desk.bodies.map(({ id, name, duties }) => (
            <li key={id}>{[name, duties.map((duty) => say.duties[duty]).join('、')].join('・')}</li>
          ))}
        </ul>
        <p>
          <a href="/mine/security">{say.security}</a>
        </p>
        <Button icon="out" busy={leaving.isPending} onClick={() => leaving.mutate()}>
          {say.signOut}
        </Button>
      </Panel>
      <Panel title={say.language}>
        <form method="post" action="/look">
          <input type="hidden" name="lang" value={other.locale} />
          <input type="hidden" name="back" value="/desk/logins" />
          <Button type="submit" lang={other.tag}>
            {other.name}
          </Button>
        </form>
      </Panel>
    </>
  );
}
