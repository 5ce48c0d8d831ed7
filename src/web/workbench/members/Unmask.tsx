import { useMutation } from '@tanstack/react-query';
import { unmask } from '../../../features/people/member-contract.ts';
import { call } from '../../call.ts';
import { TextArea } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { problemsOf, useFilled } from './filled.ts';
import { refreshMember } from './MemberForms.tsx';
import type { Member } from './queries.ts';

/** Shows a whole number after a reason; whoever has not proven lately who they are is asked for that first. */
export function Unmask({ member, what, onDone }: { member: Member; what: 'phone' | 'identityNumber'; onDone: () => void }) {
  const words = useWords();
  const say = words.members.card;
  const form = useFilled({ why: '' });
  const asking = useMutation({
    mutationFn: () => call(unmask, { id: member.id, what, why: form.filled.why.trim() }),
    onSuccess: () => void refreshMember(member.id),
    onError: (error) => form.setProblems(problemsOf(error, words, 'why')),
  });
  const shown = asking.data?.value;
  return (
    <Ask
      title={say.unmaskTitle}
      act={
        shown === undefined
          ? { label: say.unmaskAct, busy: asking.isPending, onAct: () => asking.mutate() }
          : { label: words.members.close, onAct: onDone }
      }
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      {shown === undefined ? (
        <>
          <p>{say.unmaskText}</p>
          <TextArea {...form.field('why')} label={say.unmaskWhy} rows={2} maxLength={200} />
        </>
      ) : (
        <p role="status">
          <b>{say.unmaskedValue(shown)}</b>
        </p>
      )}
    </Ask>
  );
}
