import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { KeyFigures } from '../../../web/ui/KeyFigures.tsx';
import { MoreLink, Pad, Section } from '../../../web/ui/Row.tsx';
import type { TopicView } from '../contract.ts';

/** Characters that stand before the fold, and that must follow for a fold to be worth it; paragraphs stay whole. */
const FIRST = 40;
const REST = 100;

/** The first paragraphs, and the rest; a short text has no rest. */
export function parted(focus: string): { first: string[]; rest: string[] } {
  const paragraphs = focus.split(/\n+/).filter((paragraph) => paragraph.trim() !== '');
  let length = 0;
  const upTo = paragraphs.findIndex((paragraph) => {
    length += paragraph.length;
    return length >= FIRST;
  });
  const rest = paragraphs.slice(upTo + 1);
  const isLong = upTo >= 0 && rest.join('').length >= REST;
  return isLong ? { first: paragraphs.slice(0, upTo + 1), rest } : { first: paragraphs, rest: [] };
}

/** 本期聚焦: text, pictures, key figures with their source. The whole text is in the page; its link unfolds it without script. */
export function Focus({ topic, call }: { topic: Static<typeof TopicView>; call: PageCall }) {
  const said = call.frame.words.deliberations.topic;
  const { first, rest } = parted(topic.focus);
  return (
    <Section id="focus" label={said.focus}>
      <Pad>
        {/* Only a draft has none: it is announced with it. */}
        {first.length === 0 ? <p className="note">{said.focusNone}</p> : <Paragraphs texts={first} />}
        {rest.length === 0 ? null : (
          <div className="unfolded" id="whole">
            <Paragraphs texts={rest} />
          </div>
        )}
        {topic.figures.length === 0 ? null : <KeyFigures figures={topic.figures.map(({ value, label }) => ({ figure: value, label }))} />}
        {topic.figuresSource === '' && rest.length === 0 ? null : (
          <p className="split">
            <span className="note">{topic.figures.length > 0 ? topic.figuresSource : ''}</span>
            {rest.length === 0 ? null : (
              <MoreLink link href="#whole">
                {said.whole}
              </MoreLink>
            )}
          </p>
        )}
      </Pad>
      {topic.pictures.length === 0 ? null : <Illustrations pictures={topic.pictures} call={call} />}
    </Section>
  );
}

/** The picture's words are its caption, said once. */
function Illustrations({ pictures, call }: { pictures: Static<typeof TopicView>['pictures']; call: PageCall }) {
  const said = call.frame.words.deliberations.topic;
  return (
    <ul className="illustrations" aria-label={said.pictures}>
      {pictures.map(({ url, width, height, caption }, i) => (
        <li key={url}>
          <figure>
            <img src={url} width={width} height={height} loading="lazy" alt={caption === '' ? said.picture(i + 1) : caption} />
            {caption === '' ? null : (
              <figcaption className="note" aria-hidden="true">
                {caption}
              </figcaption>
            )}
          </figure>
        </li>
      ))}
    </ul>
  );
}

const Paragraphs = ({ texts }: { texts: readonly string[] }) => (
  <>
    {texts.map((text, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text never change places
      <p key={i} className="prose">
        {text}
      </p>
    ))}
  </>
);
