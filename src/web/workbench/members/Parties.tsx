import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addParty, changeParty } from '../../../features/people/belonging-contract.ts';
import { call, newKey } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Field, Select } from '../../ui/Field.tsx';
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
  const words = useWords();
  const say = words.members.card;
  const { data: parties } = useQuery(partiesQuery);
  const [form, setForm] = useState<'add' | Belonging | null>(null);
  const termOf = (code: string) => parties?.rows.find((one) => one.code === code)?.memberTerm ?? '';
  return (
    <Panel
      flush
      title={say.parties}
      tools={
        <Button look="quiet" onClick={() => setForm('add')}>
          {say.addParty}
        </Button>
      }
    >
      {member.parties.length === 0 ? (
        <p className="second empty-line">{say.noParties}</p>
      ) : (
        <List
          items={member.parties.map((one) => ({
            key: one.id,
            node: (
              <Row
                title={`${one.org}・${[termOf(one.party), one.duty].filter(Boolean).join('・')}`}
                second={[one.joinedOn ? say.since(one.joinedOn) : '', one.untilOn ? say.until(one.untilOn) : ''].filter(Boolean).join('・')}
                end={
                  one.untilOn ? (
                    ''
                  ) : (
                    <Button look="quiet" onClick={() => setForm(one)}>
                      {say.leave}
                    </Button>
                  )
                }
              />
            ),
          }))}
        />
      )}
      {form === 'add' ? <Joining member={member} onDone={() => setForm(null)} /> : null}
      {form !== null && form !== 'add' ? <Leaving member={member} belonging={form} onDone={() => setForm(null)} /> : null}
    </Panel>
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
