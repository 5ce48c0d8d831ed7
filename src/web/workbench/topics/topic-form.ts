import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { changeTopic, draftTopic } from '../../../features/deliberations/contract.ts';
import { call, newKey, Refused } from '../../call.ts';
import type { DeskWords } from '../../words/desk.ts';
import { useAround, useStandpoint, useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { client, refresh } from '../queries.ts';
import { dropKept, readKept, useKeeping } from './autosave.ts';
import { fieldOf, type Problem, problemsOf, savingProblemsOf } from './checks.ts';
import { draftOf, emptyDraft, isSame, type Topic, type TopicDraft, writtenOf } from './draft.ts';
import { topicQuery } from './queries.ts';

const NEW = 'new';

/** What has to be mended first, and before what. */
interface Hindrance {
  readonly what: 'saving' | 'announcing';
  readonly problems: readonly Problem[];
}
const nothing: Hindrance = { what: 'saving', problems: [] };

/** The form of one topic: what is typed, what it was made from, what is wrong, and saving it. */
export function useTopicForm(topic: Topic | null, committeeId: string) {
  const words = useWords();
  const typed = useTyped(topic, committeeId);
  const [hindered, setHindered] = useState(nothing);
  const { saving, send } = useSending(topic, typed.personId, {
    settle(fresh, sent) {
      typed.settle(fresh, sent);
      setHindered(nothing);
    },
    refused: (problems) => setHindered({ what: 'saving', problems }),
  });
  // A draft is saved as far as it is written; what everybody sees only whole.
  const isDraft = topic === null || topic.state === 'draft';
  const find = (what: Hindrance['what']): boolean => {
    const look = what === 'saving' && isDraft ? savingProblemsOf : problemsOf;
    const problems = look(typed.draft, words);
    setHindered({ what, problems });
    return problems.length > 0;
  };
  return {
    ...typed,
    hindered,
    saving,
    /** Saves; null when something has to be mended first. */
    save: async (match = typed.version): Promise<Topic | null> => (find('saving') ? null : send(typed.draft, match)),
    /** Whether it can be announced as it stands here; marks what is missing. */
    isWhole: (): boolean => !find('announcing'),
    /** The server found what is missing. */
    lacks: (error: Refused): void => setHindered({ what: 'announcing', problems: problemsFrom(error, words) }),
    /** Back to what the server has. */
    drop(): void {
      typed.drop();
      setHindered(nothing);
    },
  };
}
export type TopicFormState = ReturnType<typeof useTopicForm>;

/** What is typed and what it was made from; kept on this computer until it is saved. */
function useTyped(topic: Topic | null, committeeId: string) {
  const { desk } = useAround();
  const { now } = useStandpoint();
  const personId = desk.person.id;
  const name = topic?.id ?? NEW;
  const saved = useMemo(() => (topic ? draftOf(topic, desk.zone) : emptyDraft(committeeId)), [topic, desk.zone, committeeId]);
  const [begun] = useState(() => beginning(readKept(personId, name), saved, topic?.version ?? 0));
  const [draft, setDraft] = useState(begun.draft);
  const [base, setBase] = useState(begun.base);
  const [restoredAt, setRestoredAt] = useState(begun.restoredAt);
  const dirty = !isSame(draft, base.draft);
  const keptAt = useKeeping(personId, name, { draft, base: base.draft, version: base.version }, dirty, () => now);
  const conflict = useNewerVersion({ topic, saved, base, draft, dirty, setBase, setDraft });
  const change = useCallback((more: Partial<TopicDraft>) => setDraft((before) => ({ ...before, ...more })), []);
  const settle = (fresh: Topic, sent: TopicDraft): void => {
    const stands = draftOf(fresh, desk.zone);
    setBase({ draft: stands, version: fresh.version });
    // Whoever typed on while it was sent keeps what they typed.
    setDraft((typed) => (typed === sent ? stands : typed));
    setRestoredAt(null);
  };
  const drop = (): void => {
    setBase({ draft: saved, version: topic?.version ?? 0 });
    setDraft(saved);
    setRestoredAt(null);
  };
  return { personId, draft, change, dirty, keptAt, restoredAt, conflict, version: base.version, settle, drop };
}

interface Sending {
  settle(fresh: Topic, sent: TopicDraft): void;
  refused(problems: readonly Problem[]): void;
}
/** Brings what is typed to the server, once, and back as it stands there. */
function useSending(topic: Topic | null, personId: string, { settle, refused }: Sending) {
  const { desk } = useAround();
  const words = useWords();
  const key = useRef(newKey());
  const saving = useMutation({
    mutationFn: async ({ sent, match }: { sent: TopicDraft; match: number }) => {
      const { committeeId, ...written } = writtenOf(sent, desk.zone, topic ?? undefined);
      const { id } = topic
        ? { id: topic.id, ...(await call(changeTopic, { id: topic.id, ...written }, { match })) }
        : await call(draftTopic, { committeeId, ...written }, { key: key.current });
      await client.invalidateQueries({ queryKey: ['topic', id] });
      const fresh = await client.fetchQuery({ ...topicQuery(id), staleTime: 0 });
      return { fresh, sent };
    },
    onSuccess({ fresh, sent }) {
      key.current = newKey();
      dropKept(personId, topic?.id ?? NEW);
      settle(fresh, sent);
      void refresh(['topics']);
    },
    onError(error) {
      // A new try after a refusal is another act; one that got no answer is the same.
      if (error instanceof Refused && error.status !== 0) key.current = newKey();
      if (error instanceof Refused && error.status === 412 && topic) void client.refetchQueries({ queryKey: ['topic', topic.id] });
      else refused(problemsFrom(error, words));
    },
  });
  const send = async (sent: TopicDraft, match: number): Promise<Topic | null> =>
    (await saving.mutateAsync({ sent, match }).catch(() => null))?.fresh ?? null;
  return { saving: saving.isPending, send };
}

interface Base {
  readonly draft: TopicDraft;
  readonly version: number;
}
/** What was kept on this computer goes before what the server has, unless it says the same. */
function beginning(kept: ReturnType<typeof readKept>, saved: TopicDraft, version: number) {
  if (!kept || isSame(kept.draft, saved)) return { draft: saved, base: { draft: saved, version }, restoredAt: null };
  const base = kept.version === version ? { draft: saved, version } : { draft: kept.base, version: kept.version };
  return { draft: kept.draft, base, restoredAt: new Date(kept.savedAt) };
}

interface Newer {
  readonly topic: Topic | null;
  readonly saved: TopicDraft;
  readonly base: Base;
  readonly draft: TopicDraft;
  readonly dirty: boolean;
  readonly setBase: (base: Base) => void;
  readonly setDraft: (draft: TopicDraft) => void;
}
/**
 * The server has another version: taken over when nothing was typed, when its text is still what the form was made from
 * (it only opened or closed), or when it says what was typed here (our own save, its reply lost). Else a conflict to be settled.
 */
function useNewerVersion({ topic, saved, base, draft, dirty, setBase, setDraft }: Newer): boolean {
  const newer = topic !== null && topic.version > base.version;
  const agrees = isSame(saved, base.draft) || isSame(saved, draft);
  useEffect(() => {
    if (!newer || !topic || (dirty && !agrees)) return;
    setBase({ draft: saved, version: topic.version });
    if (!dirty) setDraft(saved);
  }, [newer, topic, dirty, agrees, saved, setBase, setDraft]);
  return newer && dirty && !agrees;
}

/** A refusal of the server as problems of the form; what is about no field stands at its top. */
function problemsFrom(error: unknown, words: DeskWords): Problem[] {
  const sentence = sentenceOf(error, words);
  if (!(error instanceof Refused)) return [{ field: 'title', sentence }];
  if (error.problems.length > 0)
    return error.problems.map((one) => ({ field: fieldOf(one.field, error.code) ?? 'title', sentence: one.sentence }));
  return [{ field: fieldOf(null, error.code) ?? 'title', sentence }];
}
