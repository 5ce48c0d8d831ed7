import type { Clock } from '../kit/clock.ts';

/** Rendered pages for strangers: kept until something they show changes, and never longer than 20 seconds (“刚刚” grows old). */
export interface PageCache {
  get(key: string): KeptPage | undefined;
  /** Names the moment before a page's data is read. */
  moment(): number;
  /** Keeps a page, unless something it shows changed since that moment: it may have been read before the change. */
  keep(key: string, page: KeptPage, about: readonly string[], since: number): void;
  /** Drops every page about one of these things; '*' is everything. */
  changed(things: readonly string[]): void;
}
export interface KeptPage {
  readonly body: string;
  readonly zipped: Uint8Array;
}
const MOST = 500;
const MOST_CHANGES = 20_000;
const SECONDS = 20;

export function pageCache(clock: Clock): PageCache {
  const held = new Map<string, { page: KeptPage; about: ReadonlySet<string>; until: number }>();
  const changedAt = new Map<string, number>();
  let moment = 0;
  let forgotten = 0;
  const isStale = (about: readonly string[], since: number) =>
    since < forgotten || (about.includes('*') && since < moment) || about.some((thing) => (changedAt.get(thing) ?? 0) > since);
  return {
    get(key) {
      const found = held.get(key);
      return found && found.until > clock.now().getTime() ? found.page : undefined;
    },
    moment: () => moment,
    keep(key, page, about, since) {
      held.delete(key);
      if (isStale(about, since)) return;
      if (held.size >= MOST) held.delete(held.keys().next().value ?? '');
      held.set(key, { page, about: new Set(about), until: clock.now().getTime() + SECONDS * 1000 });
    },
    changed(things) {
      moment += 1;
      if (things.includes('*')) {
        held.clear();
        forgotten = moment;
      }
      for (const thing of things) {
        changedAt.delete(thing);
        changedAt.set(thing, moment);
      }
      for (const [thing, at] of changedAt) {
        if (changedAt.size <= MOST_CHANGES) break;
        changedAt.delete(thing);
        forgotten = at;
      }
      for (const [key, { about }] of held) if (about.has('*') || things.some((thing) => about.has(thing))) held.delete(key);
    },
  };
}
