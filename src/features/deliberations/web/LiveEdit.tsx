import { useEffect, useState } from 'react';
import { graphemes } from '../../../kit/text.ts';
import { goTo } from '../../../web/afterwards.ts';
import { number } from '../../../web/words/format.ts';
import { ComposeForm, type ComposeFormProps, type Live } from './ComposeForm.tsx';
import type { Picture } from './composition.ts';
import { usePictures } from './usePictures.ts';

export interface LiveEditProps extends Omit<ComposeFormProps, 'live'> {
  readonly pictures: readonly Picture[];
  readonly most: number;
  readonly mostPictures: number;
}

/** Changing a post, alive: counts, and takes pictures as the composer does; what is saved goes as the plain form. */
export function LiveEdit(props: LiveEditProps) {
  const { words, text, most, mostPictures } = props;
  const [alive, setAlive] = useState(false);
  const [count, setCount] = useState(graphemes(text));
  const [sending, setSending] = useState(false);
  const pictures = usePictures(props.pictures, {
    words,
    most: mostPictures,
    changed: () => undefined,
    signIn: () => goTo(`/login?next=${encodeURIComponent(location.pathname)}`),
  });
  useEffect(() => {
    setAlive(true);
    // A page that Back brings out of memory is not under way.
    const shown = () => setSending(false);
    addEventListener('pageshow', shown);
    return () => removeEventListener('pageshow', shown);
  }, []);
  const live: Live = {
    count: words.countOf(number(count), number(most)),
    saved: undefined,
    uploads: pictures.shown,
    uploading: pictures.progress,
    chosen: pictures.ready().map(({ id }) => id),
    phase: sending ? 'sending' : 'writing',
    offline: undefined,
    expired: false,
    withheld: undefined,
    onInput: (typed) => setCount(graphemes(typed)),
    onFiles: pictures.add,
    onSubmit: (form) => {
      if (sending || pictures.busy || pictures.problems.length > 0) return;
      setSending(true);
      form.submit();
    },
    onChange: () => undefined,
  };
  return <ComposeForm {...props} problems={[...props.problems, ...pictures.problems]} live={alive ? live : undefined} />;
}
