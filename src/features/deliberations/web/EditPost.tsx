import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { number } from '../../../web/words/format.ts';
import { POST } from '../post-contract.ts';
import { ComposeForm } from './ComposeForm.tsx';
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
  const { post, version, text, pictures, readFirst, hours, problems } = data;
  const { words } = call.frame;
  const said = words.deliberations.compose;
  return (
    <Shell
      call={call}
      title={said.editTitle}
      heading={said.editTitle}
      place={{ back: { href: addressOf(post), label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      <Section label={said.editTitle}>
        <Pad>
          <p className="second">{readFirst && post.state === 'published' ? said.editReadFirst : said.editHint(POST.editMinutes)}</p>
          <ComposeForm
            words={words.compose}
            place={{ topicId: post.topicId, replyTo: post.rootId === null ? null : { id: post.rootId, name: '' } }}
            as={post.author.name}
            readFirst={readFirst}
            hours={hours}
            text={text}
            pictures={pictures}
            problems={problems}
            action={`/posts/${post.id}/edit`}
            fields={{ version: String(version) }}
            send={said.save}
            limit={words.compose.countOf(number([...text].length), number(POST.most))}
          />
          <p>
            <ButtonLink look="quiet" href={addressOf(post)}>
              {said.cancel}
            </ButtonLink>
          </p>
        </Pad>
      </Section>
    </Shell>
  );
}
