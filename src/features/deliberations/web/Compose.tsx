import { graphemes } from '../../../kit/text.ts';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Said } from '../../../web/ui/Messages.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { exactMoment, number } from '../../../web/words/format.ts';
import { POST } from '../post-contract.ts';
import { ComposeForm, type ComposePlace } from './ComposeForm.tsx';
import { composerData } from './ComposerFoot.tsx';
import { excerpt } from './excerpt.ts';
import type { LiveComposeProps } from './LiveCompose.tsx';
import { PostItem, type PostShown } from './PostItem.tsx';
import { composeAddress, seenAt } from './places.ts';
import { closedSentence, type Writing } from './writing.ts';

export interface ComposeData {
  readonly topic: { readonly id: string; readonly title: string };
  /** The post that is answered. */
  readonly answered: PostShown | null;
  readonly writing: Writing;
  readonly text: string;
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
  readonly savedAt: Date | null;
  readonly problems: readonly Problem[];
  readonly formKey: string;
  /** What this person published here just now: Back leads here again. */
  readonly before: { readonly id: string; readonly rootId: string | null; readonly text: string } | null;
}

const backTo = ({ topic, answered }: ComposeData): string =>
  answered ? `/topics/${topic.id}/posts/${answered.rootId ?? answered.id}` : `/topics/${topic.id}`;

/** Writing a post or a reply: a page of its own, which needs no script. */
export function Compose({ call, data }: { call: PageCall; data: ComposeData }) {
  const { topic, answered, writing, problems } = data;
  const said = call.frame.words.deliberations.compose;
  const title = answered ? said.replyTitle(answered.author.name) : said.title;
  return (
    <Shell
      call={call}
      island="compose"
      title={title}
      heading={title}
      place={{ back: { href: backTo(data), label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      <Section label={title}>
        <p className="crumb">
          <a href={`/topics/${topic.id}`}>{topic.title}</a>
        </p>
        {writing.closed ? (
          <>
            <EmptyState title={closedSentence(writing.closed, call)}>
              <ButtonLink href={`/topics/${topic.id}`}>{call.frame.words.deliberations.home.results}</ButtonLink>
            </EmptyState>
            <div data-unsent={JSON.stringify(placeOf(data))} />
          </>
        ) : (
          <Pad>
            <JustSaid call={call} data={data} />
            <Form call={call} data={data} />
          </Pad>
        )}
      </Section>
      {answered ? (
        <Section label={call.frame.words.deliberations.thread.title(answered.author.name)}>
          <PostItem post={answered} call={call} within="topic" open={false} />
        </Section>
      ) : null}
    </Shell>
  );
}

function JustSaid({ call, data: { before, topic } }: { call: PageCall; data: ComposeData }) {
  const said = call.frame.words.deliberations.compose;
  if (!before) return null;
  return (
    <Said tone="ok">
      <p>{said.before}</p>
      <a href={seenAt(topic.id, before)}>{said.quoted(excerpt(before.text, 20))}</a>
    </Said>
  );
}

const placeOf = ({ topic, answered }: ComposeData): ComposePlace => ({
  topicId: topic.id,
  replyTo: answered && { id: answered.id, name: answered.author.name },
});

function Form({ call, data }: { call: PageCall; data: ComposeData }) {
  const { words } = call.frame;
  const { writing, text, pictures, savedAt, problems, formKey, before, answered, topic } = data;
  const alive: Omit<LiveComposeProps, 'words'> = {
    ...composerData(call, placeOf(data), writing),
    text,
    pictures,
    problems,
    onServer: savedAt !== null,
    fresh: before !== null,
    fields: { key: formKey, ...(answered && { replyTo: answered.id }) },
  };
  return (
    <>
      {/* Somebody whose login ended while writing enters on another page and sends from this one: the text stays where it is. */}
      {call.person === null ? (
        <p className="second">
          <a href="/login" target="_blank" rel="noopener opener">
            {words.trouble.signIn}
          </a>
        </p>
      ) : null}
      <div data-mount={JSON.stringify(alive)}>
        <div>
          <ComposeForm
            {...alive}
            words={words.compose}
            action={composeAddress(topic.id, answered?.id)}
            limit={words.compose.countOf(number(graphemes(text)), number(POST.most))}
          />
        </div>
      </div>
      {savedAt ? <p className="note">{words.compose.savedAt(exactMoment(savedAt, standpoint(call)))}</p> : null}
    </>
  );
}
