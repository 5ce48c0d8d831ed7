/** What somebody is writing, on this device: kept with each key, so that a killed tab loses nothing. */
export interface Kept {
  readonly topicId: string;
  readonly replyTo: { readonly id: string; readonly name: string } | null;
  readonly text: string;
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
  /** Names the act of publishing it: every try carries the same key, so it is published once. */
  readonly key: string;
  /** When it was changed last, by this device's clock. */
  readonly at: number;
  /** The server has no copy of this state. */
  readonly unsaved: boolean;
  /** Publishing was asked for, and nobody knows whether it arrived. */
  readonly waiting: boolean;
}
export type Place = Pick<Kept, 'topicId' | 'replyTo'>;

const PREFIX = 'heyi.kept.';
const DAYS = 30;
const nameOf = (owner: string | null, { topicId, replyTo }: Place) => `${PREFIX}${owner ?? '-'}.${topicId}.${replyTo?.id ?? ''}`;

// Private windows may refuse to store: then the page itself remembers.
const here = new Map<string, string>();
const read = (name: string): string | null => {
  try {
    return localStorage.getItem(name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
};
const names = (): string[] => {
  try {
    return [...Object.keys(localStorage), ...here.keys()].filter((name) => name.indexOf(PREFIX) === 0);
  } catch {
    return [...here.keys()];
  }
};

/** What this person wrote at this place; what was written before signing in becomes theirs. */
export function keptAt(owner: string | null, place: Place): Kept | null {
  const own = parsed(read(nameOf(owner, place)));
  if (own || owner === null) return own;
  const strangers = parsed(read(nameOf(null, place)));
  if (!strangers) return null;
  keep(owner, strangers);
  dropKept(null, place);
  return strangers;
}

/** @returns whether it will outlive this page. */
export function keep(owner: string | null, kept: Kept): boolean {
  const text = JSON.stringify(kept);
  try {
    localStorage.setItem(nameOf(owner, kept), text);
    return true;
  } catch {
    here.set(nameOf(owner, kept), text);
    return false;
  }
}

export function dropKept(owner: string | null, place: Place): void {
  const name = nameOf(owner, place);
  here.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was stored.
  }
}

/** What waits to be published, of this person or of nobody yet. What is older than 30 days, or cannot be read, goes. */
export function waitingOf(me: string | null): { readonly owner: string | null; readonly kept: Kept }[] {
  const oldest = Date.now() - DAYS * 86_400_000;
  return names().flatMap((name) => {
    const whose = name.slice(PREFIX.length).split('.')[0] ?? '-';
    const kept = parsed(read(name));
    if (!kept || kept.at < oldest) {
      forget(name);
      return [];
    }
    const owner = whose === '-' ? null : whose;
    return kept.waiting && (owner === me || owner === null) ? [{ owner, kept }] : [];
  });
}

/** Signing out on a shared device leaves no text behind. */
export function dropAllOf(owner: string): void {
  for (const name of names()) if (name.indexOf(`${PREFIX}${owner}.`) === 0) forget(name);
}

function forget(name: string): void {
  here.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was stored.
  }
}

function parsed(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    return isKept(found) ? found : null;
  } catch {
    return null;
  }
}
const isKept = (found: unknown): found is Kept =>
  typeof found === 'object' &&
  found !== null &&
  typeof Reflect.get(found, 'topicId') === 'string' &&
  typeof Reflect.get(found, 'text') === 'string' &&
  typeof Reflect.get(found, 'key') === 'string' &&
  typeof Reflect.get(found, 'at') === 'number' &&
  Array.isArray(Reflect.get(found, 'pictures'));
