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

/** One text being written: kept with each key, saved on the server, published once. */
export function composition(
  place: Place,
  start: { me: string | null; text: string; pictures: readonly Picture[]; onServer: boolean },
  on: { change(): void; done(sent: Done): void },
): Composition {
  let me = start.me;
  let kept: Kept = keptAt(me, place) ?? {
    topicId: place.topicId,
    replyTo: place.replyTo,
    text: start.text,
    pictures: start.pictures,
    key: newKey(),
    at: Date.now(),
    unsaved: false,
    waiting: false,
  };
  // Another device may have gone on with it: what this one has not saved yet is newer than what it read.
  if (!kept.unsaved && !kept.waiting && start.onServer) kept = { ...kept, text: start.text, pictures: start.pictures };
  let state: CompositionState = {
    restored: kept.text !== start.text || kept.pictures.length !== start.pictures.length ? kept : null,
    savedAt: null,
    phase: kept.waiting ? 'waiting' : 'writing',
    busy: false,
    problems: [],
    expired: false,
    withheld: null,
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;
  let closed = false;
  let publishing = false;
  const tell = (more: Partial<CompositionState>) => {
    state = { ...state, ...more };
    on.change();
  };
  const store = (more: Partial<Kept>) => {
    kept = { ...kept, ...more };
    return keep(me, kept);
  };

  const save = async () => {
    clearTimeout(timer);
    if (me === null || saving || !kept.unsaved || state.phase !== 'writing') return;
    saving = true;
    const { text, pictures, at } = kept;
    const replyTo = place.replyTo ? { replyTo: place.replyTo.id } : {};
    try {
      const done = await reach(addresses.saveDraft, { id: place.topicId, ...replyTo, text, pictures: pictures.map(({ id }) => id) });
      if (kept.at === at) store({ unsaved: false });
      tell({ savedAt: new Date(done.savedAt), expired: false, withheld: null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      tell({ savedAt: new Date(kept.at), ...(error.status === 401 && { expired: true }), withheld: withheldBy(error) });
    } finally {
      saving = false;
    }
    if (kept.at !== at && !closed) soon();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_MS);
  };

  const publish = async () => {
    if (state.phase === 'sending') return;
    clearTimeout(timer);
    store({ waiting: true });
    tell({ phase: 'sending', problems: [] });
    let sent = await send(kept);
    if (sent.kind === 'unreached' && !sent.busy && navigator.onLine) {
      // A lost reply is more often than a lost network: the same key once more.
      await pause(AGAIN_MS);
      sent = await send(kept);
    }
    if (sent.kind === 'done' || sent.kind === 'late') {
      closed = true;
      dropKept(me, place);
      return on.done(sent);
    }
    if (sent.kind === 'unreached') return tell({ phase: 'waiting', busy: sent.busy });
    store({ waiting: false });
    publishing = sent.kind === 'signIn';
    if (sent.kind === 'signIn') return tell({ phase: 'signIn' });
    tell({ phase: 'writing', problems: sent.problems });
  };
  const again = () => void (state.phase === 'waiting' && !closed && publish());
  const retry = setInterval(again, 20_000);
  const flush = () => void (document.visibilityState === 'hidden' && save());
  addEventListener('online', again);
  document.addEventListener('visibilitychange', flush);
  if (kept.waiting) setTimeout(again, 0);

  return {
    state: () => state,
    changed(text, pictures) {
      const survives = store({ text, pictures, at: Date.now(), unsaved: true, waiting: false });
      if (state.restored) tell({ restored: null });
      if (me === null && survives) tell({ savedAt: new Date(kept.at) });
      if (me !== null) soon();
    },
    publish,
    write: () => {
      store({ waiting: false });
      tell({ phase: 'writing' });
    },
    signIn: () => tell({ phase: 'signIn' }),
    async entered(person) {
      const goesOn = publishing;
      publishing = false;
      dropKept(me, place);
      me = person;
      store({});
      tell({ phase: 'writing', expired: false });
      await (goesOn ? publish() : save());
    },
    close() {
      void save();
      closed = true;
      if (kept.text === '' && kept.pictures.length === 0) dropKept(me, place);
      clearInterval(retry);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', flush);
    },
  };
}
