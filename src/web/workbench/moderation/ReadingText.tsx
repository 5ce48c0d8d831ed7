import { Flagged, Remark, ReviewText } from '../../ui/desk/Review.tsx';
import { useWords } from '../frame/around.ts';
import { difference, marked } from './difference.ts';
import type { Reading } from './queries.ts';

/** The text with what the machine points at; of a change also what was deleted and inserted. */
export function ReadingText({ reading }: { reading: Reading }) {
  const words = useWords().desk.moderation;
  const { text, before, flags } = reading;
  const isChange = before !== null && before !== text;
  return (
    <>
      <ReviewText>
        {keyed(marked(text, flags)).map(([key, part]) =>
          part.flagged ? <Flagged key={key}>{part.text}</Flagged> : <span key={key}>{part.text}</span>,
        )}
      </ReviewText>
      {flags.length > 0 ? (
        <Remark>
          <b>{words.remark(countsOf(reading, words))}</b>
          {words.remarkHint}
        </Remark>
      ) : null}
      {isChange ? <Difference before={before} after={text} /> : null}
      <Pictures reading={reading} />
    </>
  );
}

/** 1 个疑似手机号、2 个疑似身份证号. */
function countsOf({ flags }: Reading, words: ReturnType<typeof useWords>['desk']['moderation']): string {
  const kinds = [...new Set(flags.map(({ kind }) => kind))];
  return kinds.map((kind) => words.remarkCount(flags.filter((flag) => flag.kind === kind).length, words.flags[kind])).join('、');
}

/** Against what readers see now. Deleted is struck, inserted is green, and both are said. */
function Difference({ before, after }: { before: string; after: string }) {
  const words = useWords().desk.moderation;
  return (
    <div className="difference">
      <h2>{words.difference.title}</h2>
      <p className="second">{words.difference.note}</p>
      <p className="review-text">
        {keyed(difference(before, after)).map(([key, { kind, text }]) =>
          kind === 'deleted' ? (
            <del key={key}>
              <span className="spoken">{words.deleted}</span>
              {text}
            </del>
          ) : kind === 'inserted' ? (
            <ins key={key}>
              <span className="spoken">{words.inserted}</span>
              {text}
            </ins>
          ) : (
            <span key={key}>{text}</span>
          ),
        )}
      </p>
    </div>
  );
}

function Pictures({ reading: { pictures } }: { reading: Reading }) {
  const words = useWords().desk.moderation;
  if (pictures.length === 0) return null;
  return (
    <ul className="pictures" aria-label={words.pictures}>
      {pictures.map(({ url, width, height }, index) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noreferrer">
            <img src={url} width={width} height={height} alt={words.picture(index + 1)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Parts of a text have no name but where they begin. */
function keyed<T extends { readonly text: string }>(parts: readonly T[]): [number, T][] {
  let from = 0;
  return parts.map((part) => {
    const key = from;
    from += part.text.length + 1;
    return [key, part];
  });
}
