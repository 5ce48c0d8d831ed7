import type { Reason } from '../../../features/moderation/contract.ts';
import { Panel } from '../../ui/desk/Layout.tsx';
import { KeyedChoices } from '../../ui/desk/Review.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Badge, Meta, PersonMark } from '../../ui/Person.tsx';
import { exactMoment, moment, number } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { ProblemLine } from '../parts/ProblemLine.tsx';
import type { Answer } from './answer.ts';
import type { Reading } from './queries.ts';
import { ReadingText } from './ReadingText.tsx';

const LONGEST_WORDS = 500;

/** One thing to read: who wrote it, what, what speaks for and against, and what the author would be told. */
export function Detail({ reading, answer }: { reading: Reading; answer: Answer }) {
  const words = useWords();
  const decides = reading.offers.includes('refuse') || reading.offers.includes('takeDown');
  return (
    <>
      <Panel>
        <Author reading={reading} />
        <ReadingText reading={reading} />
      </Panel>
      <History reading={reading} />
      {decides ? <Reasons answer={answer} /> : null}
      {decides || reading.offers.includes('uphold') ? (
        <TextArea
          id="own-words"
          name="own-words"
          rows={3}
          label={decides ? words.desk.moderation.ownWords : words.desk.moderation.appeal.answer}
          hint={decides ? words.desk.moderation.ownWordsHint : words.desk.moderation.appeal.answerHint}
          maxLength={LONGEST_WORDS}
          value={answer.ownWords}
          onChange={(event) => answer.setOwnWords(event.currentTarget.value)}
          count={answer.ownWords === '' ? undefined : words.common.countOf(number([...answer.ownWords].length), number(LONGEST_WORDS))}
          error={answer.problem?.field === 'own-words' ? answer.problem.sentence : undefined}
        />
      ) : null}
    </>
  );
}

function Author({ reading }: { reading: Reading }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.moderation;
  const { author, mode, isChange, replyTo, record } = reading;
  return (
    <div className="person">
      <PersonMark kind={author.kind} name={author.name} />
      <div className="person-body">
        <div className="person-name">
          <b>{author.name}</b>
          <Badge
            kind={author.kind}
            parts={author.place ? [words.common.kinds[author.kind], author.place] : [words.common.kinds[author.kind]]}
          />
          <Badge tone={mode === 'after' ? 'warn' : 'plain'} parts={[say.modes[mode]]} />
          {isChange ? <Badge tone="plain" parts={[say.change]} /> : null}
          <span className="second">{say.record(record.earlier, record.published)}</span>
        </div>
        <Meta
          parts={[
            moment(new Date(reading.arrivedAt), from),
            ...(replyTo === null ? [] : [say.replyTo(replyTo)]),
            say.on(reading.topicTitle),
            ...(mode === 'after' || isChange
              ? [
                  <a key="open" href={reading.url} target="_blank" rel="noreferrer">
                    {say.open}
                  </a>,
                ]
              : []),
          ]}
        />
      </div>
    </div>
  );
}

/** What was decided already, by whom and why, and what its author says to that. */
function History({ reading }: { reading: Reading }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.moderation;
  const { state, reason, ownWords, appealWords, appealAnswer } = reading;
  if (state === 'waiting') return null;
  const when = (time: string | null) => (time === null ? '' : exactMoment(new Date(time), from));
  const decided = reading.decidedBy ?? '';
  return (
    <Panel>
      <p>
        <b>{statementOf(reading, say, when, decided)}</b>
      </p>
      <dl className="facts">
        {reason ? <Told term={say.reasonGiven} words={words.moderation.reasons[reason]} /> : null}
        {ownWords ? <Told term={say.wordsGiven} words={ownWords} /> : null}
        {appealWords ? <Told term={`${say.appeal.title}・${say.appeal.when(when(reading.appealedAt))}`} words={appealWords} /> : null}
        {appealAnswer ? <Told term={say.appeal.answered} words={appealAnswer} /> : null}
      </dl>
      {state === 'appealed' && !reading.offers.includes('grant') ? <p className="remark">{say.appeal.own}</p> : null}
    </Panel>
  );
}
const Told = ({ term, words }: { term: string; words: string }) => (
  <div>
    <dt>{term}</dt>
    <dd className="prose">{words}</dd>
  </div>
);

function statementOf(
  reading: Reading,
  say: ReturnType<typeof useWords>['desk']['moderation'],
  when: (time: string | null) => string,
  by: string,
): string {
  const { state, appealDecidedBy, appealDecidedAt } = reading;
  if (state === 'accepted' && appealDecidedAt) return say.decided.granted(appealDecidedBy ?? by, when(appealDecidedAt));
  if (state === 'upheld') return say.decided.upheld(appealDecidedBy ?? by, when(appealDecidedAt));
  if (state === 'accepted' || state === 'refused' || state === 'held') return say.decided[state](by, when(reading.decidedAt));
  if (state === 'appealed') return say.decided.refused(by, when(reading.decidedAt));
  return say.decided[state];
}

function Reasons({ answer }: { answer: Answer }) {
  const words = useWords();
  const say = words.desk.moderation;
  const choices = Object.entries(words.moderation.reasons).map(([value, label], index) => ({ value, label, shortcut: String(index + 1) }));
  const isReason = (value: string): value is Reason => value in words.moderation.reasons;
  return (
    <>
      <KeyedChoices
        name="reason"
        legend={say.reasons}
        hint={say.reasonsHint}
        choices={choices}
        chosen={answer.reason ?? undefined}
        onChoose={(value) => isReason(value) && answer.setReason(value)}
      />
      <ProblemLine>{answer.problem?.field === 'reason' ? answer.problem.sentence : null}</ProblemLine>
    </>
  );
}
