import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { publishPrivacyNotice } from '../../../features/privacy/contract.ts';
import { NOTICE } from '../../../features/privacy/rules.ts';
import type { Input } from '../../../kit/endpoint.ts';
import { call, newKey, Refused } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

type Draft = Input<typeof publishPrivacyNotice>;

/** The next version, begun from the one before; asked once more before it counts. */
export function PublishForm({ version, preset }: { version: number; preset: { zh: string; en: string } }) {
  const words = useWords();
  const { now, timeZone } = useStandpoint();
  const say = words.privacyDesk.notices;
  const { say: toast } = useToasts();
  const [draft, setDraft] = useState<Draft>(() => ({
    effectiveOn: new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now),
    text: preset,
    changed: { zh: '', en: '' },
  }));
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(newKey);
  const publishing = useMutation({
    mutationFn: () => call(publishPrivacyNotice, draft, { key }),
    onSuccess: async ({ version: number }) => {
      toast(say.done(number));
      await client.invalidateQueries({ queryKey: ['privacy-notices'] });
    },
    onError: () => setKey(newKey()),
    onSettled: () => setAsking(false),
  });
  const problems = publishing.error instanceof Refused ? publishing.error.problems : [];
  const at = (field: string) => problems.find((one) => one.field === field)?.sentence;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <form onSubmit={submit} noValidate>
      {publishing.error ? (
        <RefusalSummary
          title={words.common.cannotSave(Math.max(1, problems.length))}
          lines={
            problems.length > 0
              ? problems.map(({ field, sentence }) => ({ field: field ?? 'effectiveOn', sentence }))
              : [{ field: 'effectiveOn', sentence: sentenceOf(publishing.error, words) }]
          }
        />
      ) : null}
      <p className="second">{say.hint}</p>
      <Field
        id="effectiveOn"
        name="effectiveOn"
        type="date"
        label={say.effectiveOn}
        value={draft.effectiveOn}
        error={at('effectiveOn')}
        onChange={(event) => setDraft({ ...draft, effectiveOn: event.currentTarget.value })}
      />
      {(['zh', 'en'] as const).map((locale) => (
        <TextArea
          key={locale}
          id={`text-${locale}`}
          name={`text-${locale}`}
          label={locale === 'zh' ? say.textZh : say.textEn}
          hint={say.textHint}
          rows={12}
          maxLength={NOTICE.text}
          value={draft.text[locale]}
          error={at(`text/${locale}`)}
          onChange={(event) => setDraft({ ...draft, text: { ...draft.text, [locale]: event.currentTarget.value } })}
        />
      ))}
      {(['zh', 'en'] as const).map((locale) => (
        <TextArea
          key={locale}
          id={`changed-${locale}`}
          name={`changed-${locale}`}
          label={locale === 'zh' ? say.changedZh : say.changedEn}
          hint={say.changedHint}
          rows={3}
          maxLength={NOTICE.changed}
          value={draft.changed[locale]}
          error={at(`changed/${locale}`)}
          onChange={(event) => setDraft({ ...draft, changed: { ...draft.changed, [locale]: event.currentTarget.value } })}
        />
      ))}
      <Button type="submit" look="primary">
        {say.publish}
      </Button>
      {asking ? (
        <Ask
          title={say.askTitle(version)}
          act={{ label: say.publish, busy: publishing.isPending, onAct: () => publishing.mutate() }}
          mild={{ label: say.keep, onMild: () => setAsking(false) }}
        >
          {say.askText(draft.effectiveOn)}
        </Ask>
      ) : null}
    </form>
  );
}
