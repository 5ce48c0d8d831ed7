import { type CallProblem, newKey, Refused, reach } from '../../../web/call.ts';
import { dropKept, type Kept, keep, keptAt, type Place } from '../../../web/kept.ts';
import * as addresses from './addresses.ts';
import { type Sent, send } from './sending.ts';

export type Picture = Kept['pictures'][number];
export interface CompositionState {
  /** Typed text lives in the field; this is what to put there when it comes from elsewhere. */
  readonly restored: { readonly text: string; readonly pictures: readonly Picture[] } | null;
  /** When it was kept last, by the server's clock or this device's. */
  readonly savedAt: Date | null;
  readonly phase: 'writing' | 'sending' | 'waiting' | 'signIn';
  readonly busy: boolean;
  readonly problems: readonly CallProblem[];
  /** The login ended while writing: only this device keeps the text. */
  readonly expired: boolean;
  /** Why the house does not keep the draft: the text stays on this device alone. */
  readonly withheld: string | null;
}
type Done = Extract<Sent, { kind: 'done' | 'late' }>;
export interface Composition {
  state(): CompositionState;
  changed(text: string, pictures: readonly Picture[]): void;
  publish(): Promise<void>;
  /** Back to writing, from waiting or from signing in. */
  write(): void;
  /** Asks to sign in, for a picture; publishing asks by itself. */
  signIn(): void;
  /** Somebody signed in: goes on with what was asked for. */
  entered(me: string): Promise<void>;
  close(): void;
}

const SAVE_MS = 600;
const AGAIN_MS = 800;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const withheldBy = ({ code, sentence }: Refused): string | null => (code === 'classified' ? sentence : null);

interface Start {
  readonly me: string | null;
  readonly text: string;
  readonly pictures: readonly Picture[];
  readonly onServer: boolean;
}
/** One text being written: kept with each key, saved on the server, published once. */
export function composition(place: Place, start: Start, on: { change(): void; done(sent: Done): void }): Composition {
  const held = heldOf(place, start, on.change);
  const saver = saverOf(held);
  const publish = () => publishOnce(held, saver, on.done);
  const again = () => void (held.state.phase === 'waiting' && !held.closed && publish());
  const unwatch = watching(again, () => void saver.save());
  if (held.kept.waiting) setTimeout(again, 0);
  return {
    state: () => held.state,
    changed(text, pictures) {
      const survives = held.store({ text, pictures, at: Date.now(), unsaved: true, waiting: false });
      if (held.state.restored) held.tell({ restored: null });
      if (held.me === null && survives) held.tell({ savedAt: new Date(held.kept.at) });
      if (held.me !== null) saver.soon();
    },
    publish,
    write: () => {
      held.store({ waiting: false });
      held.tell({ phase: 'writing' });
    },
    signIn: () => held.tell({ phase: 'signIn' }),
    async entered(person) {
      const goesOn = held.publishes;
      held.publishes = false;
      dropKept(held.me, place);
      held.me = person;
      held.store({});
      held.tell({ phase: 'writing', expired: false });
      await (goesOn ? publish() : saver.save());
    },
    close() {
      void saver.save();
      held.closed = true;
      if (held.kept.text === '' && held.kept.pictures.length === 0) dropKept(held.me, place);
      unwatch();
    },
  };
}

/** What its pieces share: who writes, what is kept on this device, what the page shows of it. */
interface Held {
  readonly place: Place;
  me: string | null;
  kept: Kept;
  state: CompositionState;
  closed: boolean;
  /** Publishing waits for a sign-in. */
  publishes: boolean;
  tell(more: Partial<CompositionState>): void;
  /** Keeps it on this device. @returns whether it survives the page. */
  store(more: Partial<Kept>): boolean;
}
function heldOf(place: Place, start: Start, change: () => void): Held {
  const { me, text, pictures } = start;
  const { topicId, replyTo } = place;
  const fresh: Kept = { topicId, replyTo, text, pictures, key: newKey(), at: Date.now(), unsaved: false, waiting: false };
  const found = keptAt(me, place) ?? fresh;
  // Another device may have gone on with it: what this one has not saved yet is newer than what it read.
  const kept = !found.unsaved && !found.waiting && start.onServer ? { ...found, text, pictures } : found;
  return {
    place,
    me,
    kept,
    state: {
      restored: kept.text !== text || kept.pictures.length !== pictures.length ? kept : null,
      savedAt: null,
      phase: kept.waiting ? 'waiting' : 'writing',
      busy: false,
      problems: [],
      expired: false,
      withheld: null,
    },
    closed: false,
    publishes: false,
    tell(more) {
      this.state = { ...this.state, ...more };
      change();
    },
    store(more) {
      this.kept = { ...this.kept, ...more };
      return keep(this.me, this.kept);
    },
  };
}

interface Saver {
  save(): Promise<void>;
  soon(): void;
  wait(): void;
}
/** Saves on the server what stands still for a moment, one save at a time. */
function saverOf(held: Held): Saver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_MS);
  };
  const save = async () => {
    clearTimeout(timer);
    if (held.me === null || saving || !held.kept.unsaved || held.state.phase !== 'writing') return;
    saving = true;
    const { text, pictures, at } = held.kept;
    const { topicId: id, replyTo } = held.place;
    const words = { text, pictures: pictures.map((picture) => picture.id) };
    try {
      const done = await reach(addresses.saveDraft, { id, ...(replyTo && { replyTo: replyTo.id }), ...words });
      if (held.kept.at === at) held.store({ unsaved: false });
      held.tell({ savedAt: new Date(done.savedAt), expired: false, withheld: null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      held.tell({ savedAt: new Date(held.kept.at), ...(error.status === 401 && { expired: true }), withheld: withheldBy(error) });
    } finally {
      saving = false;
    }
    if (held.kept.at !== at && !held.closed) soon();
  };
  return { save, soon, wait: () => clearTimeout(timer) };
}

async function publishOnce(held: Held, saver: Saver, done: (sent: Done) => void): Promise<void> {
  if (held.state.phase === 'sending') return;
  saver.wait();
  held.store({ waiting: true });
  held.tell({ phase: 'sending', problems: [] });
  let sent = await send(held.kept);
  if (sent.kind === 'unreached' && !sent.busy && navigator.onLine) {
    // A lost reply is more often than a lost network: the same key once more.
    await pause(AGAIN_MS);
    sent = await send(held.kept);
  }
  if (sent.kind === 'done' || sent.kind === 'late') {
    held.closed = true;
    dropKept(held.me, held.place);
    return done(sent);
  }
  if (sent.kind === 'unreached') return held.tell({ phase: 'waiting', busy: sent.busy });
  held.store({ waiting: false });
  held.publishes = sent.kind === 'signIn';
  if (sent.kind === 'signIn') return held.tell({ phase: 'signIn' });
  held.tell({ phase: 'writing', problems: sent.problems });
}

/** Tries again when the network is back and now and then; saves when the page is put away. @returns what ends it. */
function watching(again: () => void, save: () => void): () => void {
  const retry = setInterval(again, 20_000);
  const flush = () => {
    if (document.visibilityState === 'hidden') save();
  };
  addEventListener('online', again);
  document.addEventListener('visibilitychange', flush);
  return () => {
    clearInterval(retry);
    removeEventListener('online', again);
    document.removeEventListener('visibilitychange', flush);
  };
}
