import { goTo } from '../../../web/afterwards.ts';
import { dropKept, type Kept, keep, waitingOf } from '../../../web/kept.ts';
import { pageData, said } from '../../../web/page-data.ts';
import { toast } from '../../../web/toast.ts';
import { composeAddress, seenAt } from './places.ts';
import { send } from './sending.ts';

const FIRST_MS = 3000;
const LONGEST_MS = 60_000;
/** Places whose composer is open: it sends by itself. */
const open = new Set<string>();
export const placeName = ({ topicId, replyTo }: Pick<Kept, 'topicId' | 'replyTo'>): string => `${topicId} ${replyTo?.id ?? ''}`;
export const sendsItself = (place: Pick<Kept, 'topicId' | 'replyTo'>, does: boolean): void => {
  if (does) open.add(placeName(place));
  else open.delete(placeName(place));
};

/** Publishes what waits on this device: now, when the network is back, and in longer and longer steps between. */
export function watchUnsent(): void {
  let pause = FIRST_MS;
  let busy = false;
  const round = async () => {
    if (busy) return;
    busy = true;
    const { me } = pageData();
    let left = 0;
    for (const { owner, kept } of waitingOf(me)) if (!open.has(placeName(kept)) && !(await settled(kept, owner, me))) left += 1;
    busy = false;
    pause = left > 0 ? Math.min(LONGEST_MS, pause * 2) : FIRST_MS;
    if (left > 0) setTimeout(start, pause);
  };
  const start = () => void round();
  addEventListener('online', start);
  start();
}

/** @returns whether nothing is left to do for it. */
async function settled(kept: Kept, owner: string | null, me: string | null): Promise<boolean> {
  const words = said();
  const asDraft = () => void keep(owner, { ...kept, waiting: false });
  const openIt = { name: words.openIt, act: () => goTo(composerOf(kept)) };
  const signIn = { name: words.openIt, act: () => goTo(`/login?next=${encodeURIComponent(composerOf(kept))}`) };
  // Written by nobody known: whoever uses this device now looks at it before it goes out under their name.
  if (me === null || owner === null) {
    asDraft();
    toast(me === null ? words.signInToSend : words.openToSend, me === null ? signIn : openIt);
    return true;
  }
  const sent = await send(kept);
  switch (sent.kind) {
    case 'done':
      dropKept(owner, kept);
      toast(sent.isPublic ? words.sentLater : words.sentLaterWaits, { name: words.goLook, act: () => goTo(seenAt(kept.topicId, sent)) });
      return true;
    case 'late':
      dropKept(owner, kept);
      toast(words.lateReply);
      return true;
    case 'refused':
      asDraft();
      toast(sent.problems[0]?.sentence ?? words.refusedLater, openIt);
      return true;
    case 'signIn':
      toast(words.signInToSend, signIn);
      return true;
    case 'unreached':
      return false;
  }
}
const composerOf = ({ topicId, replyTo }: Kept) => composeAddress(topicId, replyTo?.id);
