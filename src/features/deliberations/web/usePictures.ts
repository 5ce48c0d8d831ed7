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

/** The pictures of a post being written: made small here, sent one by one, taken out again. */
export function usePictures(start: readonly Picture[], { words, most, changed, signIn }: Hooks) {
  const items = useRef<Item[]>(start.map(itemOf));
  const [tooMany, setTooMany] = useState(false);
  const [, drawAgain] = useState(0);
  const put = (next: Item[]) => {
    items.current = next;
    drawAgain((n) => n + 1);
  };
  const change = (key: number, more: Partial<Item>) => put(items.current.map((item) => (item.key === key ? { ...item, ...more } : item)));
  const numberOf = (key: number) => items.current.findIndex((item) => item.key === key) + 1;

  async function send({ key, file }: Item) {
    if (!file) return;
    try {
      const { id, url } = await upload(await made(file), {
        onProgress: (share) => change(key, { percent: Math.round(share * 100) }),
        signal: new AbortController().signal,
      });
      change(key, { picture: { id, url: url ?? '' }, file: null, percent: 100 });
      changed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) return signIn();
      const n = numberOf(key);
      change(key, {
        wrong: error.status === 0 ? words.uploadOffline(n) : words.pictureRefused(n, error.sentence || words.uploadFailed(n)),
      });
    }
  }
  const shown: Upload[] = items.current.map(({ key, src, wrong }, i) => ({
    key: String(key),
    src,
    alt: words.picture(i + 1),
    wrong: wrong !== null,
    onRemove: () => {
      put(items.current.filter((item) => item.key !== key));
      setTooMany(false);
      changed();
    },
  }));
  const under = items.current.findIndex(({ file, wrong }) => file !== null && wrong === null);
  const problems: Problem[] = [
    ...items.current.flatMap(({ wrong }) => (wrong === null ? [] : [{ field: 'pictures', sentence: wrong }])),
    ...(tooMany ? [{ field: 'pictures', sentence: words.tooManyPictures(most) }] : []),
  ];
  return {
    shown,
    problems,
    progress: under < 0 ? undefined : words.uploading(under + 1, items.current[under]?.percent ?? 0),
    busy: under >= 0,
    ready: (): Picture[] => items.current.flatMap(({ picture }) => (picture ? [picture] : [])),
    restore: (pictures: readonly Picture[]) => put(pictures.map(itemOf)),
    add(files: FileList | null) {
      const chosen = [...(files ?? [])];
      const room = most - items.current.length;
      setTooMany(chosen.length > room);
      const added = chosen.slice(0, room).map((file) => ({
        key: ++last,
        src: URL.createObjectURL(file),
        file,
        picture: null,
        percent: 0,
        wrong: null,
      }));
      put([...items.current, ...added]);
      for (const item of added) void send(item);
    },
    /** After signing in: what could not be sent before. */
    again() {
      for (const item of items.current) if (item.file && item.wrong === null) void send(item);
    },
  };
}
