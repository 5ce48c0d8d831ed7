import type { Clock } from '../kit/clock.ts';

/** Rendered pages for strangers: kept until something they show changes, and never longer than 20 seconds (“刚刚” grows old). */
export interface PageCache {
  get(key: string): string | undefined;
  keep(key: string, body: string, about: readonly string[]): void;
  /** Drops every page about one of these things. */
  changed(things: readonly string[]): void;
}
const MOST = 500;
const SECONDS = 20;

export function pageCache(clock: Clock): PageCache {
  const held = new Map<string, { body: string; about: ReadonlySet<string>; until: number }>();
  return {
    get(key) {
      const found = held.get(key);
      return found && found.until > clock.now().getTime() ? found.body : undefined;
    },
    keep(key, body, about) {
      held.delete(key);
      if (held.size >= MOST) held.delete(held.keys().next().value ?? '');
      held.set(key, { body, about: new Set(about), until: clock.now().getTime() + SECONDS * 1000 });
    },
    changed(things) {
      for (const [key, { about }] of held) if (about.has('*') || things.some((thing) => about.has(thing))) held.delete(key);
    },
  };
}
