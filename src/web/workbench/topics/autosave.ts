import { useEffect, useRef, useState } from 'react';
import type { TopicDraft } from './draft.ts';

/** What a form kept on this computer: the draft as typed, and what it was made from. */
export interface Kept {
  readonly draft: TopicDraft;
  readonly base: TopicDraft;
  /** The version that `base` is; 0 for a topic that was never saved. */
  readonly version: number;
  readonly savedAt: string;
}
const AFTER_MS = 400;
/** By person: the next one at this computer finds nothing of it. */
const nameOf = (personId: string, topicId: string) => `heyi.topic.${personId}.${topicId}`;

export function readKept(personId: string, topicId: string): Kept | null {
  try {
    const found = localStorage.getItem(nameOf(personId, topicId));
    return found === null ? null : JSON.parse(found);
  } catch {
    // Storage is switched off, or what lies there is not ours: the form then starts from what the server has.
    return null;
  }
}
export function dropKept(personId: string, topicId: string): void {
  try {
    localStorage.removeItem(nameOf(personId, topicId));
  } catch {
    // Nothing could be kept either.
  }
}

/** Keeps the form on this computer within half a second of the last key; clears it when there is nothing unsaved. @returns when it was kept. */
export function useKeeping(personId: string, topicId: string, kept: Omit<Kept, 'savedAt'>, dirty: boolean, now: () => Date): Date | null {
  const [at, setAt] = useState<Date | null>(null);
  const newest = useRef({ kept, now });
  newest.current = { kept, now };
  const { draft, version } = kept;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft is kept, whatever else changed
  useEffect(() => {
    if (!dirty) {
      dropKept(personId, topicId);
      setAt(null);
      return;
    }
    const timer = setTimeout(() => {
      const savedAt = newest.current.now();
      try {
        localStorage.setItem(nameOf(personId, topicId), JSON.stringify({ ...newest.current.kept, savedAt: savedAt.toISOString() }));
        setAt(savedAt);
      } catch {
        // Full or switched off: the screen then does not say that it was kept.
        setAt(null);
      }
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [personId, topicId, draft, version, dirty]);
  return at;
}
