import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addParty, changeParty, moveParty } from '../../../features/people/belonging-contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Field, Select, TextArea } from '../../ui/Field.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { orNull, problemsOf, useFilled } from './filled.ts';
import { refreshMember, useToday } from './MemberForms.tsx';
import { type Member, orgsQuery, partiesQuery } from './queries.ts';

type Belonging = Member['parties'][number];

/** Party organisations of this committee that a member belongs to, with the member word of each party. */
export function Parties({ member }: { member: Member }) {
  const say = useWords().members.card;
  const [form, setForm] = useState<Form | null>(null);
  const done = () => setForm(null);
  return (
    <Panel
      flush
      title={say.parties}
      tools={
        <Button look="quiet" onClick={() => setForm({ act: 'add' })}>
          {say.addParty}
        </Button>
      }
    >
      {member.parties.length === 0 ? <p className="second empty-line">{say.noParties}</p> : <Belongings member={member} onForm={setForm} />}
      {form?.act === 'add' ? <Joining member={member} onDone={done} /> : null}
      {form?.act === 'move' ? <Moving member={member} belonging={form.of} onDone={done} /> : null}
      {form?.act === 'leave' ? <Leaving member={member} belonging={form.of} onDone={done} /> : null}
    </Panel>
  );
}
type Form = { readonly act: 'add' } | { readonly act: 'move' | 'leave'; readonly of: Belonging };

function Belongings({ member, onForm }: { member: Member; onForm: (form: Form) => void }) {
  const say = useWords().members.card;
  const { data: parties } = useQuery(partiesQuery);
  const termOf = (code: string) => parties?.rows.find((one) => one.code === code)?.memberTerm ?? '';
  return (
    <List
      items={member.parties.map((one) => ({
        key: one.id,
        node: (
          <Row
            title={`${one.org}・${[termOf(one.party), one.duty].filter(Boolean).join('・')}`}
            second={[
              one.joinedOn ? say.since(one.joinedOn) : '',
              one.moved ? say.movedTo(one.moved.onDate, one.moved.to) : one.untilOn ? say.until(one.untilOn) : '',
              one.moved?.by ? say.movedBy(one.moved.by) : '',
              one.moved?.why ?? '',
            ]
              .filter(Boolean)
              .join('・')}
            end={
              one.untilOn ? (
                ''
              ) : (
                <Buttons>
                  <Button look="quiet" onClick={() => onForm({ act: 'move', of: one })}>
                    {say.moveParty}
                  </Button>
                  <Button look="quiet" onClick={() => onForm({ act: 'leave', of: one })}>
                    {say.leave}
                  </Button>
                </Buttons>
              )
            }
          />
        ),
      }))}
    />
  );
}

function Joining({ member, onDone }: { member: Member; onDone: () => void }) {
  const words = useWords();
  const { card: say, optional, choose } = words.members;
  const { say: toast } = useToasts();
  const { data: orgs } = useQuery(orgsQuery(member.committeeId));
  const key = useRef(newKey());
  const form = useFilled({ orgId: '', joinedOn: '', duty: '' });
  const saving = useMutation({
    mutationFn: () => {
      const { orgId, joinedOn, duty } = form.filled;
      return call(addParty, { id: member.id, orgId, joinedOn: orNull(joinedOn), duty: orNull(duty) }, { key: key.current });
    },
    onSuccess() {
      toast(say.done);
      void refreshMember(member.id);
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'orgId'));
    },
  });
  const open = orgs?.rows.filter(({ kind, closedOn }) => kind === 'partyOrg' && !closedOn) ?? [];
  return (
    <Ask
      title={say.addParty}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <Select
        {...form.field('orgId')}
        label={say.org}
        choices={[{ value: '', label: choose }, ...open.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Field {...form.field('joinedOn')} type="date" label={say.joinedOn} optional={optional} />
      <Field {...form.field('duty')} label={say.partyDuty} optional={optional} maxLength={30} />
    </Ask>
  );
}

/** 转组织关系: only organisations of the same party. */
function Moving({ member, belonging, onDone }: { member: Member; belonging: Belonging; onDone: () => void }) {
  const words = useWords();
  const { card: say, optional, choose } = words.members;
  const { say: toast } = useToasts();
  const { data: orgs } = useQuery(orgsQuery(member.committeeId));
  const key = useRef(newKey());
  const form = useFilled({ orgId: '', onDate: useToday(), duty: '', why: '' });
  const saving = useMutation({
    mutationFn: () => {
      const { orgId, onDate, duty, why } = form.filled;
      return call(moveParty, { id: belonging.id, orgId, onDate, duty: orNull(duty), why: orNull(why) }, { key: key.current });
    },
    onSuccess() {
      toast(say.done);
      void refreshMember(member.id);
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'orgId'));
    },
  });
  const open = orgs?.rows.filter(({ kind, closedOn, party }) => kind === 'partyOrg' && !closedOn && party === belonging.party) ?? [];
  const others = open.filter(({ id }) => id !== belonging.orgId).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Ask
      title={`${say.moveParty}：${belonging.org}`}
      act={{ label: say.moveAct, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <Select {...form.field('orgId')} label={say.moveTo} choices={[{ value: '', label: choose }, ...others]} />
      <Field {...form.field('onDate')} type="date" label={say.onDate} />
      <Field {...form.field('duty')} label={say.newDuty} optional={optional} maxLength={30} />
      <TextArea {...form.field('why')} label={say.why} hint={say.whyHint} optional={optional} rows={2} maxLength={200} />
    </Ask>
  );
}

function Leaving({ member, belonging, onDone }: { member: Member; belonging: Belonging; onDone: () => void }) {
  const words = useWords();
  const say = words.members.card;
  const { say: toast } = useToasts();
  const form = useFilled({ untilOn: useToday() });
  const saving = useMutation({
    mutationFn: () =>
      call(changeParty, { id: belonging.id, joinedOn: belonging.joinedOn, duty: belonging.duty, untilOn: orNull(form.filled.untilOn) }),
    onSuccess() {
      toast(say.done);
      void refreshMember(member.id);
      onDone();
    },
    onError: (error) => form.setProblems(problemsOf(error, words, 'untilOn')),
  });
  return (
    <Ask
      title={`${say.leave}：${belonging.org}`}
      act={{ label: say.leave, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <Field {...form.field('untilOn')} type="date" label={say.onDate} />
    </Ask>
  );
}
