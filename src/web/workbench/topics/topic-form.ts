import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { changeTopic, draftTopic } from '../../../features/deliberations/contract.ts';
import { call, newKey, Refused } from '../../call.ts';
import { useAround, useStandpoint, useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { client, refresh } from '../queries.ts';
import { dropKept, readKept, useKeeping } from './autosave.ts';
import { fieldOf, type Problem, problemsOf } from './checks.ts';
import { draftOf, emptyDraft, isSame, type Topic, type TopicDraft, writtenOf } from './draft.ts';
import { topicQuery } from './queries.ts';

const NEW = 'new';

/** The form of one topic: what is typed, what it was made from, what is wrong, and saving it. */
export function useTopicForm(topic: Topic | null, committeeId: string) {
  const { desk } = useAround();
  const words = useWords();
  const { now } = useStandpoint();
  const name = topic?.id ?? NEW;
  const saved = useMemo(() => (topic ? draftOf(topic, desk.zone) : emptyDraft(committeeId)), [topic, desk.zone, committeeId]);
  const [begun] = useState(() => beginning(readKept(desk.person.id, name), saved, topic?.version ?? 0));
  const [draft, setDraft] = useState(begun.draft);
  const [base, setBase] = useState(begun.base);
  const [restoredAt, setRestoredAt] = useState(begun.restoredAt);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const key = useRef(newKey());
  const dirty = !isSame(draft, base.draft);
  const keptAt = useKeeping(desk.person.id, name, { draft, base: base.draft, version: base.version }, dirty, () => now);
  const conflict = useNewerVersion({ topic, saved, base, draft, dirty, setBase, setDraft });

  const change = useCallback((more: Partial<TopicDraft>) => setDraft((before) => ({ ...before, ...more })), []);
  const settle = (fresh: Topic, sent: TopicDraft) => {
    const stands = draftOf(fresh, desk.zone);
    setBase({ draft: stands, version: fresh.version });
    // Whoever typed on while it was sent keeps what they typed.
    setDraft((typed) => (typed === sent ? stands : typed));
    setRestoredAt(null);
    setProblems([]);
  };
  const saving = useMutation({
    mutationFn: async ({ sent, match }: { sent: TopicDraft; match: number }) => {
      const { committeeId: whose, ...written } = writtenOf(sent, desk.zone, topic ?? undefined);
      const { id } = topic
        ? { id: topic.id, ...(await call(changeTopic, { id: topic.id, ...written }, { match })) }
        : await call(draftTopic, { committeeId: whose, ...written }, { key: key.current });
      await client.invalidateQueries({ queryKey: ['topic', id] });
      const fresh = await client.fetchQuery({ ...topicQuery(id), staleTime: 0 });
      return { fresh, sent };
    },
    onSuccess({ fresh, sent }) {
      key.current = newKey();
      dropKept(desk.person.id, name);
      settle(fresh, sent);
      void refresh(['topics']);
    },
    onError(error) {
      // A new try after a refusal is another act; one that got no answer is the same.
      if (error instanceof Refused && error.status !== 0) key.current = newKey();
      if (error instanceof Refused && error.status === 412 && topic) void client.refetchQueries({ queryKey: ['topic', topic.id] });
      else setProblems(problemsFrom(error, sentenceOf(error, words)));
    },
  });

  return {
    draft,
    change,
    dirty,
    keptAt,
    restoredAt,
    problems,
    conflict,
    saving: saving.isPending,
    version: base.version,
    /** Saves; null when something has to be mended first. */
    async save(match = base.version): Promise<Topic | null> {
      const found = problemsOf(draft, words);
      setProblems(found);
      if (found.length > 0) return null;
      const done = await saving.mutateAsync({ sent: draft, match }).catch(() => null);
      return done?.fresh ?? null;
    },
    /** Back to what the server has. */
    drop(): void {
      setBase({ draft: saved, version: topic?.version ?? 0 });
      setDraft(saved);
      setRestoredAt(null);
      setProblems([]);
    },
    setProblems,
  };
}
export type TopicFormState = ReturnType<typeof useTopicForm>;

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
function problemsFrom(error: unknown, sentence: string): Problem[] {
  if (!(error instanceof Refused)) return [{ field: 'title', sentence }];
  if (error.problems.length > 0)
    return error.problems.map((one) => ({ field: fieldOf(one.field, error.code) ?? 'title', sentence: one.sentence }));
  return [{ field: fieldOf(null, error.code) ?? 'title', sentence }];
}
