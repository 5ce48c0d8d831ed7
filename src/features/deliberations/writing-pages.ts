import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import type { PageCall } from '../../web/page-route.ts';
import { paceOf } from '../moderation/index.ts';
import { capacityOf } from '../people/index.ts';
import { draftOf } from './draft-store.ts';
import { modeFor } from './post-actions.ts';
import { checkPosting } from './rules.ts';
import type { TopicGate } from './store.ts';
import type { Closed, Writing } from './web/writing.ts';

/** A topic that this caller may know. */
type KnownTopic = Omit<TopicGate, 'announced'> & { readonly withdrawnWhy: string | null };
/** Who would write here, whether it is read first and how fast, or why not now. */
export async function writingOf(house: House, call: PageCall, topic: KnownTopic, replyTo: string | null): Promise<Writing> {
  const capacity = call.person ? await capacityOf(house.db, call.person.id, topic.committeeId, call.now) : null;
  const kind = capacity?.kind ?? 'netizen';
  const mode = modeFor(topic, kind === 'staff' ? 'netizen' : kind);
  const closed = closedWhy(topic, call.now) ?? (kind === 'staff' ? { why: 'staff' as const } : null);
  // Asked also where nobody needs it: a page asks the same number of questions whoever looks.
  const { committeeId } = topic;
  const { hours } = await house.memory.remember(`pace ${committeeId}`, [committeeId], () => paceOf(house.db, committeeId, call.now));
  const draft = call.person ? await draftOf(house.db, call.person.id, topic.id, replyTo) : null;
  return {
    draft: draft && { text: draft.text, pictures: draft.pictures.map((id) => ({ id, url: `/my/pictures/${id}` })) },
    as: call.me?.name ?? null,
    readFirst: mode === 'before',
    hours: mode === 'before' ? hours : null,
    closed,
  };
}

function closedWhy(topic: KnownTopic, now: Date): Closed | null {
  try {
    checkPosting(topic, now);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'topic-withdrawn') return { why: 'withdrawn', reason: topic.withdrawnWhy ?? '' };
    if (topic.state === 'draft') return { why: 'draft' };
    return { why: error.code === 'closed-since' ? 'closed' : 'announced', at: new Date(error.values['at'] ?? 0) };
  }
}
