import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { publishPrivacyNotice } from '../../../features/privacy/contract.ts';
import { NOTICE } from '../../../features/privacy/rules.ts';
import type { Input } from '../../../kit/endpoint.ts';
import { call, newKey, Refused } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { type RefusalLine, RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

type Draft = Input<typeof publishPrivacyNotice>;

const locales = ['zh', 'en'] as const;

/** The next version, begun from the one before; asked once more before it counts. */
export function PublishForm({ version, preset }: { version: number; preset: { zh: string; en: string } }) {
  const words = useWords();
  const say = words.privacyDesk.notices;
  const [asking, setAsking] = useState(false);
  const { draft, setDraft, publish, busy, problems, errorAt } = usePublishing(preset, () => setAsking(false));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <form onSubmit={submit} noValidate>
      {problems.length > 0 ? <RefusalSummary title={words.common.cannotSave(problems.length)} lines={problems} /> : null}
      <p className="second">{say.hint}</p>
      <NoticeFields draft={draft} onChange={setDraft} errorAt={errorAt} />
      <Button type="submit" look="primary">
        {say.publish}
      </Button>
      {asking ? (
        <Ask
          title={say.askTitle(version)}
          act={{ label: say.publish, busy, onAct: publish }}
          mild={{ label: say.keep, onMild: () => setAsking(false) }}
        >
          {say.askText(draft.effectiveOn)}
        </Ask>
      ) : null}
    </form>
  );
}

/** The text and its changes as typed, and publishing them; asked or refused, it is settled. */
function usePublishing(preset: Draft['text'], onSettled: () => void) {
  const words = useWords();
  const { now, timeZone } = useStandpoint();
  const { say: toast } = useToasts();
  const [draft, setDraft] = useState<Draft>(() => ({
    effectiveOn: new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now),
    text: preset,
    changed: { zh: '', en: '' },
  }));
  const [key, setKey] = useState(newKey);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(publishPrivacyNotice, draft, { key }),
    onSuccess: async ({ version }) => {
      toast(words.privacyDesk.notices.done(version));
      await client.invalidateQueries({ queryKey: ['privacy-notices'] });
    },
    onError: () => setKey(newKey()),
    onSettled,
  });
  const refused = error instanceof Refused ? error.problems : [];
  return {
    draft,
    setDraft,
    publish: () => mutate(),
    busy: isPending,
    /** What is about no field stands at the first one of the summary, at none of the form. */
    problems: error ? linesOf(refused, sentenceOf(error, words)) : [],
    errorAt: (field: string) => refused.find((one) => one.field === field)?.sentence,
  };
}

function linesOf(refused: Refused['problems'], sentence: string): RefusalLine[] {
  if (refused.length === 0) return [{ field: 'effectiveOn', sentence }];
  // The server says text/zh; the field is called text-zh.
  return refused.map(({ field, sentence: said }) => ({ field: field?.replace('/', '-') ?? 'effectiveOn', sentence: said }));
}

interface NoticeFieldsProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  errorAt: (field: string) => string | undefined;
}
/** From when on, the whole text, and what changed; both texts in both languages. */
function NoticeFields({ draft, onChange, errorAt }: NoticeFieldsProps) {
  const say = useWords().privacyDesk.notices;
  const wired = (part: 'text' | 'changed', locale: (typeof locales)[number]) => ({
    id: `${part}-${locale}`,
    name: `${part}-${locale}`,
    value: draft[part][locale],
    error: errorAt(`${part}/${locale}`),
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [part]: { ...draft[part], [locale]: value } }),
  });
  const [texts, changes] = [
    { zh: say.textZh, en: say.textEn },
    { zh: say.changedZh, en: say.changedEn },
  ];
  return (
    <>
      <Field
        id="effectiveOn"
        name="effectiveOn"
        type="date"
        label={say.effectiveOn}
        value={draft.effectiveOn}
        error={errorAt('effectiveOn')}
        onChange={(event) => onChange({ ...draft, effectiveOn: event.currentTarget.value })}
      />
      {locales.map((one) => (
        <TextArea key={one} {...wired('text', one)} label={texts[one]} hint={say.textHint} rows={12} maxLength={NOTICE.text} />
      ))}
      {locales.map((one) => (
        <TextArea key={one} {...wired('changed', one)} label={changes[one]} hint={say.changedHint} rows={3} maxLength={NOTICE.changed} />
      ))}
    </>
  );
}
