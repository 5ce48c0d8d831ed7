import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Panel, Skeleton, WithSide } from '../../ui/desk/Layout.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { Trouble } from '../frame/Trouble.tsx';
import { AdjustForm, PersonForm, StatusForm } from './MemberForms.tsx';
import { statusTones } from './MembersPage.tsx';
import { Parties } from './Parties.tsx';
import { type Member, memberQuery } from './queries.ts';
import { Unmask } from './Unmask.tsx';

const route = getRouteApi('/members/$id');
type Act = 'adjust' | 'person' | 'change' | 'phone' | 'identityNumber';

/** One member's card: the seat, the person, the parties, and what became of the seat. */
export function MemberPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(memberQuery(id));
  const words = useWords();
  const go = useGo();
  const back = at('/members', data ? { committee: data.committeeId, term: data.term.id } : {});
  return (
    <Screen
      title={data?.name ?? words.members.places.members}
      state={
        data ? (
          <Badge tone={statusTones[data.status]} parts={[words.members.statuses[data.status], ...(data.untilOn ? [data.untilOn] : [])]} />
        ) : (
          ''
        )
      }
      tools={
        <ButtonLink href={back} icon="back" onClick={(event) => go(event, back)}>
          {words.members.card.back}
        </ButtonLink>
      }
    >
      {data ? (
        <Card key={data.id} member={data} />
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={6} label={words.desk.loading} />
      )}
    </Screen>
  );
}

function Card({ member }: { member: Member }) {
  const [act, setAct] = useState<Act | null>(null);
  const words = useWords();
  const say = words.members.card;
  const done = () => setAct(null);
  const over = member.term.state === 'over';
  return (
    <>
      <WithSide side={<Side member={member} onAct={setAct} />}>
        {over ? <p className="remark">{say.archive}</p> : null}
        <Panel title={say.seat}>
          <Seat member={member} />
        </Panel>
        <Panel title={say.person}>
          <About member={member} />
        </Panel>
        <Parties member={member} />
        <Panel flush title={say.history}>
          <History member={member} />
        </Panel>
        {member.unmasked.length > 0 ? (
          <Panel flush title={say.unmasked}>
            <Unmasked member={member} />
          </Panel>
        ) : null}
      </WithSide>
      {act === 'adjust' ? <AdjustForm member={member} onDone={done} /> : null}
      {act === 'person' ? <PersonForm member={member} onDone={done} /> : null}
      {act === 'change' ? <StatusForm member={member} onDone={done} /> : null}
      {act === 'phone' || act === 'identityNumber' ? <Unmask member={member} what={act} onDone={done} /> : null}
    </>
  );
}

interface SideProps {
  member: Member;
  onAct: (act: Act) => void;
}
function Side({ member, onAct }: SideProps) {
  const say = useWords().members.card;
  const serves = member.status === 'serving' || member.status === 'added';
  const over = member.term.state === 'over';
  return (
    <>
      {member.waiting.length > 0 ? <Waiting member={member} /> : null}
      <Panel title={member.name}>
        <Buttons>
          {serves && !over ? <Button onClick={() => onAct('adjust')}>{say.adjust}</Button> : null}
          <Button onClick={() => onAct('person')}>{say.editPerson}</Button>
          {over ? null : (
            <Button look={serves ? 'danger' : 'secondary'} onClick={() => onAct('change')}>
              {serves ? say.change : say.reinstate}
            </Button>
          )}
        </Buttons>
      </Panel>
      <Numbers member={member} onAct={onAct} />
    </>
  );
}

/** What the member wants changed of their own data. */
function Waiting({ member }: { member: Member }) {
  const words = useWords();
  const go = useGo();
  const say = words.members.card;
  const changes = at('/members/changes', { committee: member.committeeId });
  return (
    <Panel title={say.waiting}>
      <ul>
        {member.waiting.map(({ id, field, was, wanted }) => (
          <li key={id}>
            {words.members.changes.fields[field]}：{say.fromTo(was ?? words.members.none, wanted ?? words.members.none)}
          </li>
        ))}
      </ul>
      <ButtonLink look="primary" href={changes} onClick={(event) => go(event, changes)}>
        {say.check}
      </ButtonLink>
    </Panel>
  );
}

function Numbers({ member, onAct }: SideProps) {
  const say = useWords().members.card;
  return (
    <Panel title={say.phone}>
      {member.phone ? (
        <p>
          {member.phone.masked} <span className="second">{member.phone.verified ? say.verified : say.listed}</span>
        </p>
      ) : (
        <p className="second">{say.noPhone}</p>
      )}
      {member.identityNumber ? (
        <p>
          {say.identityNumber} {member.identityNumber}
        </p>
      ) : null}
      <Buttons>
        {member.phone ? <Button onClick={() => onAct('phone')}>{say.showPhone}</Button> : null}
        {member.identityNumber ? <Button onClick={() => onAct('identityNumber')}>{say.showIdentityNumber}</Button> : null}
      </Buttons>
    </Panel>
  );
}

/** Names and values; what is empty is left out. */
function Facts({ rows }: { rows: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className="facts columned">
      {rows.flatMap(([name, value]) =>
        value
          ? [
              <div key={name}>
                <dt>{name}</dt> <dd>{value}</dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}

function Seat({ member: m }: { member: Member }) {
  const words = useWords();
  const { card: say, standing, term, states } = words.members;
  const withDuty = (named: { name: string } | null, duty: string | null) => named && [named.name, duty].filter(Boolean).join('・');
  return (
    <Facts
      rows={[
        [words.members.list.termFilter, `${term(m.term.ordinal)}（${states[m.term.state]}）`],
        [say.sector, m.sector.name],
        [say.office, [m.office, m.standing ? standing : null].filter(Boolean).join('、')],
        [say.subCommittee, withDuty(m.subCommittee, m.subCommitteeDuty)],
        [say.secondSubCommittee, withDuty(m.secondSubCommittee, m.secondSubCommitteeDuty)],
        [say.groups, m.groups.map(({ name, duty }) => [name, duty].filter(Boolean).join('・')).join('、')],
        [say.number, m.number],
        [say.fromOn, m.fromOn],
        [say.untilOn, m.untilOn],
      ]}
    />
  );
}

function About({ member: { profile: p, name, parties } }: { member: Member }) {
  const words = useWords();
  const say = words.members.card;
  const party = p.party ?? parties.find(({ untilOn }) => untilOn === null)?.party;
  return (
    <Facts
      rows={[
        [say.name, name],
        [say.gender, p.gender && say.genders[p.gender]],
        [say.ethnicity, p.ethnicity],
        [say.education, p.education],
        [say.bornOn, p.bornOn],
        [say.party, party && words.members.partyNames[party]],
        [say.employer, p.employer],
        [say.post, p.post],
        [say.title, p.title],
      ]}
    />
  );
}

function History({ member }: { member: Member }) {
  const words = useWords();
  const from = useStandpoint();
  const { card: say, none } = words.members;
  const value = (text: string | null) => (text === null ? none : (say.values[text] ?? text));
  if (member.history.length === 0) return <p className="second">{say.noHistory}</p>;
  return (
    <List
      items={member.history.map((one) => ({
        key: `${one.at} ${one.kind}`,
        node: (
          <Row
            title={`${one.onDate} ${say.historyKinds[one.kind]}`}
            second={
              <>
                {one.changed
                  .filter(({ field }) => field !== 'status')
                  .map(({ field, was, is }) => `${say.fields[field] ?? field} ${say.fromTo(value(was), value(is))}`)
                  .join('；')}{' '}
                {one.why}
              </>
            }
            end={one.by ? say.byWhom(one.by, exactMoment(new Date(one.at), from)) : ''}
          />
        ),
      }))}
    />
  );
}

function Unmasked({ member }: { member: Member }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.members.card;
  return (
    <List
      items={member.unmasked.map(({ what, by, why, at: when }) => ({
        key: when,
        node: <Row title={say.read(by ?? '', say.what[what] ?? what, exactMoment(new Date(when), from))} second={why ?? ''} end="" />,
      }))}
    />
  );
}
