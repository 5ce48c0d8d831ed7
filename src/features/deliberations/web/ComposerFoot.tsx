import type { PageCall } from '../../../web/page-route.ts';
import { ComposerRest } from '../../../web/ui/Composer.tsx';
import type { PageProps } from '../../../web/ui/Page.tsx';
import { POST } from '../post-contract.ts';
import type { ComposePlace, ComposerData } from './ComposeForm.tsx';
import { composeAddress } from './places.ts';
import { closedSentence, type Writing } from './writing.ts';

/** What the composer's script needs: where, under whose name, how it will be read, what was saved. */
export const composerData = (call: PageCall, place: ComposePlace, { as, readFirst, hours, draft }: Writing): ComposerData => ({
  place,
  as,
  readFirst,
  hours,
  draft,
  most: POST.most,
  mostPictures: POST.pictures,
  script: call.scripts('composer')[0] ?? '',
});

/** The foot of a topic or thread: the composer at rest, or why there is none. */
export function composerFoot(call: PageCall, place: ComposePlace, writing: Writing): PageProps['foot'] {
  const said = call.frame.words.deliberations;
  if (writing.closed) return { kind: 'actions', content: <p className="second">{closedSentence(writing.closed, call)}</p> };
  const href = composeAddress(place.topicId, place.replyTo?.id);
  return {
    kind: 'composer',
    content: (
      <div data-composer={JSON.stringify(composerData(call, place, writing))}>
        <ComposerRest
          href={href}
          label={place.replyTo ? said.thread.replyTo(place.replyTo.name) : said.topic.say}
          picture={{ href: `${href}#pictures`, label: said.topic.withPicture }}
        />
      </div>
    ),
  };
}
