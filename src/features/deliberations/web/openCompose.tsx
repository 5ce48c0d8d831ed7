import { Refused, reach } from '../../../web/call.ts';
import { pageData, said } from '../../../web/page-data.ts';
import { openSheet } from '../../../web/sheet.tsx';
import { BottomSheet } from '../../../web/ui/Dialog.tsx';
import * as addresses from './addresses.ts';
import type { ComposePlace, ComposerData, Draft } from './ComposeForm.tsx';
import { LiveCompose } from './LiveCompose.tsx';

// A server that is slow to say what was saved may not keep anybody from writing.
const DRAFT_MS = 400;

/** Opens the composer over the page. `draft` undefined: nobody knows yet whether something was saved there. */
export async function openCompose(
  data: Omit<ComposerData, 'draft'> & { draft: Draft | null | undefined },
  withPicture: boolean,
): Promise<void> {
  const words = said();
  const { place, draft: known } = data;
  const sheet = openSheet(() => undefined);
  const draft = known === undefined ? await Promise.race([draftOf(place), slow()]) : known;
  sheet.show(
    <BottomSheet
      id="composer"
      title={place.replyTo ? words.replyTitle(place.replyTo.name) : words.title}
      putAway={
        <button type="button" onClick={sheet.close}>
          {words.putAway}
        </button>
      }
    >
      <LiveCompose
        {...data}
        draft={draft}
        words={words}
        text={draft?.text ?? ''}
        pictures={draft?.pictures ?? []}
        onServer={draft !== null}
        problems={[]}
        rows={3}
      />
    </BottomSheet>,
  );
  document.getElementById('text')?.focus({ preventScroll: true });
  if (withPicture) document.getElementById('pictures')?.click();
}

const slow = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), DRAFT_MS));

async function draftOf({ topicId, replyTo }: ComposePlace): Promise<Draft | null> {
  if (pageData().me === null) return null;
  try {
    const draft = await reach(addresses.readDraft, { id: topicId, ...(replyTo && { replyTo: replyTo.id }) });
    return draft.savedAt === null ? null : draft;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return null;
  }
}
