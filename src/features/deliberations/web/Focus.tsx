import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { KeyFigures } from '../../../web/ui/KeyFigures.tsx';
import { MoreLink, Pad, Section } from '../../../web/ui/Row.tsx';
import type { TopicView } from '../contract.ts';

/** As much of the text as stands above the fold; paragraphs stay whole. */
const FIRST = 220;

/** The first paragraphs, and the rest; a short text has no rest. */
export function parted(focus: string): { first: string; rest: string } {
  const paragraphs = focus.split(/\n+/);
  let length = 0;
  const upTo = paragraphs.findIndex((paragraph) => {
    length += paragraph.length;
    return length >= FIRST;
  });
  const whole = upTo === -1 || focus.length < FIRST * 1.5 || upTo === paragraphs.length - 1;
  return whole
    ? { first: focus, rest: '' }
    : { first: paragraphs.slice(0, upTo + 1).join('\n'), rest: paragraphs.slice(upTo + 1).join('\n') };
}

/** 本期聚焦: text, pictures, key figures with their source. The whole text is in the page; its link unfolds it without script. */
export function Focus({ topic, call }: { topic: Static<typeof TopicView>; call: PageCall }) {
  const said = call.frame.words.deliberations.topic;
  const { first, rest } = parted(topic.focus);
  return (
    <Section id="focus" label={said.focus}>
      <Pad>
        <p className="prose">{first}</p>
        {rest === '' ? null : (
          <p className="prose unfolded" id="whole">
            {rest}
          </p>
        )}
        {topic.figures.length === 0 ? null : <KeyFigures figures={topic.figures.map(({ value, label }) => ({ figure: value, label }))} />}
        {topic.figuresSource === '' && rest === '' ? null : (
          <p className="split">
            <span className="note">{topic.figures.length > 0 ? topic.figuresSource : ''}</span>
            {rest === '' ? null : (
              <MoreLink link href="#whole">
                {said.whole}
              </MoreLink>
            )}
          </p>
        )}
      </Pad>
      {topic.pictures.length === 0 ? null : (
        <ul className="illustrations" aria-label={said.pictures}>
          {topic.pictures.map(({ url, width, height, caption }, i) => (
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
      )}
    </Section>
  );
}
