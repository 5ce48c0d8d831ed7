import { graphemes } from '../../../kit/text.ts';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { number } from '../../../web/words/format.ts';
import { POST } from '../post-contract.ts';
import { ComposeForm, type ComposeWords } from './ComposeForm.tsx';
import type { LiveEditProps } from './LiveEdit.tsx';
import type { PostShown } from './PostItem.tsx';
import { addressOf } from './places.ts';

export interface EditData {
  readonly post: PostShown;
  /** The newest version: what is changed, though readers may still see an earlier one. */
  readonly version: number;
  readonly text: string;
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
  readonly readFirst: boolean;
  readonly hours: number | null;
  readonly problems: readonly Problem[];
}

/** Changing one's own post. */
export function EditPost({ call, data }: { call: PageCall; data: EditData }) {
  const { post, readFirst, problems } = data;
  const { words } = call.frame;
  const said = words.deliberations.compose;
  const alive = aliveOf(data, words.compose);
  return (
    <Shell
      call={call}
      island="compose"
      title={said.editTitle}
      heading={said.editTitle}
      place={{ back: { href: addressOf(post), label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      <Section label={said.editTitle}>
        <Pad>
          <p className="second">{readFirst && post.state === 'published' ? said.editReadFirst : said.editHint(POST.editMinutes)}</p>
          <div data-edit={JSON.stringify(alive)}>
            <ComposeForm {...alive} words={words.compose} />
          </div>
          <p className="way-out">
            <a href={addressOf(post)}>{said.cancel}</a>
          </p>
        </Pad>
      </Section>
    </Shell>
  );
}

function aliveOf(data: EditData, words: ComposeWords): Omit<LiveEditProps, 'words'> {
  const { post, version, text, pictures, readFirst, hours, problems } = data;
  return {
    place: { topicId: post.topicId, replyTo: post.rootId === null ? null : { id: post.rootId, name: '' } },
    as: post.author.name,
    readFirst,
    hours,
    text,
    pictures,
    problems,
    action: `/posts/${post.id}/edit`,
    fields: { version: String(version) },
    standing: true,
    limit: words.countOf(number(graphemes(text)), number(POST.most)),
    most: POST.most,
    mostPictures: POST.pictures,
  };
}
