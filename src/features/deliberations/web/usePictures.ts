import { useRef, useState } from 'react';
import { Refused } from '../../../web/call.ts';
import type { Problem } from '../../../web/page-route.ts';
import type { Upload } from '../../../web/ui/Composer.tsx';
import { upload } from '../../../web/upload.ts';
import type { ComposeWords } from './ComposeForm.tsx';
import type { Picture } from './composition.ts';
import { made } from './pictures.ts';

interface Item {
  readonly key: number;
  readonly src: string;
  /** What was chosen, until it has arrived. */
  readonly file: File | null;
  readonly picture: Picture | null;
  readonly percent: number;
  readonly wrong: string | null;
}
interface Hooks {
  readonly words: ComposeWords;
  readonly most: number;
  /** The pictures that arrived are others now. */
  changed(): void;
  signIn(): void;
}
let last = 0;
const itemOf = (picture: Picture): Item => ({ key: ++last, src: picture.url, file: null, picture, percent: 100, wrong: null });
const itemFrom = (file: File): Item => ({ key: ++last, src: URL.createObjectURL(file), file, picture: null, percent: 0, wrong: null });

/** The pictures of a post being written: made small here, sent one by one, taken out again. */
export function usePictures(start: readonly Picture[], hooks: Hooks) {
  const { words, most, changed } = hooks;
  const row = useRow(start);
  const [tooMany, setTooMany] = useState(false);
  const remove = (key: number) => {
    row.put(row.items().filter((item) => item.key !== key));
    setTooMany(false);
    changed();
  };
  const items = row.items();
  const under = items.findIndex(({ file, wrong }) => file !== null && wrong === null);
  const problems: Problem[] = [
    ...items.flatMap(({ wrong }) => (wrong === null ? [] : [{ field: 'pictures', sentence: wrong }])),
    ...(tooMany ? [{ field: 'pictures', sentence: words.tooManyPictures(most) }] : []),
  ];
  return {
    shown: items.map((item, i) => shownOf(item, words.picture(i + 1), remove)),
    problems,
    progress: under < 0 ? undefined : words.uploading(under + 1, items[under]?.percent ?? 0),
    busy: under >= 0,
    ready: (): Picture[] => row.items().flatMap(({ picture }) => (picture ? [picture] : [])),
    restore: (pictures: readonly Picture[]) => row.put(pictures.map(itemOf)),
    add(files: FileList | null) {
      const chosen = [...(files ?? [])];
      const room = most - row.items().length;
      setTooMany(chosen.length > room);
      const added = chosen.slice(0, room).map(itemFrom);
      row.put([...row.items(), ...added]);
      for (const item of added) void send(item, row, hooks);
    },
    /** After signing in: what could not be sent before. */
    again() {
      for (const item of row.items()) if (item.file && item.wrong === null) void send(item, row, hooks);
    },
  };
}

/** The items in their order, the newest to whoever asks, also after a wait; a change draws anew. */
function useRow(start: readonly Picture[]) {
  const items = useRef<Item[]>(start.map(itemOf));
  const [, drawAgain] = useState(0);
  const put = (next: Item[]): void => {
    items.current = next;
    drawAgain((n) => n + 1);
  };
  return {
    items: (): readonly Item[] => items.current,
    put,
    change: (key: number, more: Partial<Item>) => put(items.current.map((item) => (item.key === key ? { ...item, ...more } : item))),
  };
}

/** Sends one; what is refused is said at it, and a login that ended asks to sign in. */
async function send({ key, file }: Item, row: ReturnType<typeof useRow>, { words, changed, signIn }: Hooks): Promise<void> {
  if (!file) return;
  try {
    const { id, url } = await upload(await made(file), {
      onProgress: (share) => row.change(key, { percent: Math.round(share * 100) }),
      signal: new AbortController().signal,
    });
    row.change(key, { picture: { id, url: url ?? '' }, file: null, percent: 100 });
    changed();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) return signIn();
    const n = row.items().findIndex((item) => item.key === key) + 1;
    const wrong = error.status === 0 ? words.uploadOffline(n) : words.pictureRefused(n, error.sentence || words.uploadFailed(n));
    row.change(key, { wrong });
  }
}

const shownOf = ({ key, src, wrong }: Item, alt: string, remove: (key: number) => void): Upload => ({
  key: String(key),
  src,
  alt,
  wrong: wrong !== null,
  onRemove: () => remove(key),
});
