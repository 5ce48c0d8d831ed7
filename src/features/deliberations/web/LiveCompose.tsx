import { useEffect, useRef, useState } from 'react';
import { graphemes } from '../../../kit/text.ts';
import { goOn, sayNext } from '../../../web/afterwards.ts';
import { pageData } from '../../../web/page-data.ts';
import type { Problem } from '../../../web/page-route.ts';
import { number } from '../../../web/words/format.ts';
import { SignIn } from '../../people/web/SignIn.tsx';
import { ComposeForm, type ComposerData, type ComposeWords, type Live } from './ComposeForm.tsx';
import { type Composition, type CompositionState, composition, type Picture } from './composition.ts';
import { composeAddress, seenAt } from './places.ts';
import type { Sent } from './sending.ts';
import { sendsItself } from './unsent.ts';
import { usePictures } from './usePictures.ts';

export interface LiveComposeProps extends ComposerData {
  words: ComposeWords;
  text: string;
  pictures: readonly Picture[];
  problems: readonly Problem[];
  /** Text and pictures are the draft as the server keeps it. */
  onServer: boolean;
  /** Hidden fields of the plain form, where the server made it. */
  fields?: Readonly<Record<string, string>> | undefined;
  rows?: number | undefined;
  fresh?: boolean | undefined;
}
const timeOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
const area = (): HTMLTextAreaElement | null => {
  const found = document.getElementById('text');
  return found instanceof HTMLTextAreaElement ? found : null;
};

/** The composer alive: keeps each key, saves, counts, uploads, publishes once, and signs in on the spot. */
export function LiveCompose(props: LiveComposeProps) {
  const { words, place, most } = props;
  const [as, setAs] = useState(props.as);
  const { writing, state, pictures, live } = useWriting(props);
  useRefusalFocus(state?.problems.length ?? 0, words);
  const signingIn = state?.phase === 'signIn';
  const onEntered = ({ id, name }: { id: string; name: string }) => {
    setAs(name);
    pictures.again();
    void writing.current?.entered(id);
  };
  return (
    <>
      {signingIn ? <SignIn words={words.signIn} onEntered={onEntered} /> : null}
      <div hidden={signingIn}>
        <ComposeForm
          {...props}
          as={as}
          problems={[...(state?.problems ?? props.problems), ...pictures.problems]}
          action={composeAddress(place.topicId, place.replyTo?.id)}
          limit={words.countOf(number(graphemes(props.text)), number(most))}
          live={live}
        />
      </div>
    </>
  );
}

/** The composition behind the form, and the form's part of it; none before the first showing. */
function useWriting(props: LiveComposeProps) {
  const { words, most } = props;
  const writing = useRef<Composition | null>(null);
  const [state, setState] = useState<CompositionState | null>(null);
  const [count, setCount] = useState(graphemes(props.text));
  const pictures = usePictures(props.pictures, {
    words,
    most: props.mostPictures,
    changed: () => writing.current?.changed(area()?.value ?? '', pictures.ready()),
    signIn: () => writing.current?.signIn(),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: one composition from the first showing to the last
  useEffect(() => {
    const { made, end } = begin(props, setState);
    writing.current = made;
    setCount(takenUp(made, props, pictures.restore));
    setState(made.state());
    return end;
  }, []);
  const live: Live | undefined = state
    ? {
        ...liveOf(state, words),
        count: words.countOf(number(count), number(most)),
        uploads: pictures.shown,
        uploading: pictures.progress,
        onInput: (text) => {
          setCount(graphemes(text));
          writing.current?.changed(text, pictures.ready());
        },
        onFiles: pictures.add,
        onSubmit: () => void (pictures.busy || pictures.problems.length > 0 || writing.current?.publish()),
        onChange: () => writing.current?.write(),
      }
    : undefined;
  return { writing, state, pictures, live };
}

/** What was typed before the script came counts more than what was kept. @returns how many characters stand there now. */
function takenUp(made: Composition, { text, pictures }: LiveComposeProps, restore: (pictures: readonly Picture[]) => void): number {
  const field = area();
  const { restored } = made.state();
  if (field && field.value !== text) made.changed(field.value, pictures);
  else if (field && restored) {
    field.value = restored.text;
    restore(restored.pictures);
  }
  return graphemes(field?.value ?? '');
}

function begin({ words, place, text, pictures, onServer }: LiveComposeProps, change: (state: CompositionState) => void) {
  const made: Composition = composition(
    place,
    { me: pageData().me, text, pictures, onServer },
    {
      change: () => change(made.state()),
      done: (sent) => {
        sayNext(outcome(sent, words));
        goOn(sent.kind === 'late' ? `/topics/${place.topicId}` : seenAt(place.topicId, sent));
      },
    },
  );
  sendsItself(place, true);
  const end = () => {
    made.close();
    sendsItself(place, false);
  };
  return { made, end };
}

function outcome(sent: Extract<Sent, { kind: 'done' | 'late' }>, words: ComposeWords): string {
  if (sent.kind === 'late') return words.lateReply;
  if (sent.again) return words.saidAlready;
  return sent.isPublic ? words.published : words.received;
}

const liveOf = (state: CompositionState, words: ComposeWords) => ({
  saved: state.savedAt ? words.savedAt(timeOf(state.savedAt, pageData().zone)) : undefined,
  phase: state.phase,
  offline: state.phase === 'waiting' ? (state.busy ? words.busy : words.offline) : undefined,
  expired: state.expired,
  withheld: state.withheld === null ? undefined : words.join([state.withheld, words.withheld]),
});

/** What was refused is read first, and the page says so in its title. */
function useRefusalFocus(count: number, words: ComposeWords): void {
  const title = useRef(document.title);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when the number of refusals changes
  useEffect(() => {
    document.title = count > 0 ? words.errorTitle(title.current) : title.current;
    if (count > 0) document.getElementById('refusals')?.focus();
  }, [count]);
}
