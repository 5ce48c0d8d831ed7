import { useMutation, useQuery } from '@tanstack/react-query';
import { askPeer, PEER } from '../../../features/provider/contract.ts';
import { call, Refused } from '../../call.ts';
import { Field, Select } from '../../ui/Field.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { type Problem, useFilled } from '../members/filled.ts';
import { useActKey } from '../parts/act-key.ts';
import { refresh } from '../queries.ts';
import { ownersQuery } from './queries.ts';

/** 申请接入: nobody enters by it before somebody else approved. */
export function AskDialog({ onDone }: { onDone: () => void }) {
  const say = useWords().peersDesk.ask;
  const { form, owners, busy, begin } = useAsking(onDone);
  return (
    <Ask
      title={say.title}
      act={{ label: say.act, busyLabel: say.busy, busy, onAct: begin }}
      mild={{ label: say.mild, onMild: onDone }}
      focusField
    >
      <p>{say.text}</p>
      <Field {...form.field('name')} id="peer-name" label={say.name} hint={say.nameHint} maxLength={PEER.name} />
      <Select {...form.field('owner')} id="peer-owner" label={say.owner} choices={owners} />
      <Field
        {...form.field('address')}
        id="peer-address"
        label={say.address}
        hint={say.addressHint}
        maxLength={PEER.address}
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <Field {...form.field('why')} id="peer-why" label={say.why} maxLength={PEER.why} />
    </Ask>
  );
}

const fieldOf: Readonly<Record<string, string>> = {
  'peer-address-refused': 'address',
  'peer-address-insecure': 'address',
  'peer-is-here': 'address',
  'unknown-owner': 'owner',
  classified: 'why',
};
/** Sends it once it is whole, and says at which field it is not. */
function useAsking(onDone: () => void) {
  const words = useWords();
  const { say: toast } = useToasts();
  const rows = useQuery(ownersQuery).data?.rows ?? [];
  const form = useFilled({ name: '', owner: '', address: '', why: '' });
  const key = useActKey();
  const owner = rows.find(({ id }) => id === form.filled.owner) ?? rows[0];
  const { name, address: redirectUri, why } = form.filled;
  const said = { name: name.trim(), redirectUri: redirectUri.trim(), why: why.trim() };
  const asking = useMutation({
    async mutationFn() {
      if (!owner) return;
      const wish = { committeeId: owner.committeeId, ownerId: owner.id, ...said };
      await call(askPeer, wish, { key: key.of(JSON.stringify(wish)) });
    },
    async onSuccess() {
      toast(words.peersDesk.ask.done(said.name));
      onDone();
      await refresh(['peers']);
    },
    onError: (error) =>
      form.setProblems([{ field: (error instanceof Refused && fieldOf[error.code]) || 'name', sentence: sentenceOf(error, words) }]),
  });
  const begin = () => {
    const lack = lackOf(said, words);
    form.setProblems(lack ? [lack] : []);
    if (!lack) asking.mutate();
  };
  return { form, owners: rows.map(({ id, name: label }) => ({ value: id, label })), busy: asking.isPending, begin };
}

function lackOf(
  said: { name: string; redirectUri: string; why: string },
  { invalid, peersDesk: { ask: say } }: DeskWords,
): Problem | undefined {
  if ([...said.name].length < 2) return { field: 'name', sentence: invalid.required(say.name) };
  if (said.redirectUri.length < 8) return { field: 'address', sentence: invalid.required(say.address) };
  if ([...said.why].length < PEER.whyLeast) return { field: 'why', sentence: invalid.tooShort(say.why, PEER.whyLeast) };
  return undefined;
}
