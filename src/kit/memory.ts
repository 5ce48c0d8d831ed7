import { elapsed } from './clock.ts';

/** What was read a moment ago: many who ask the same at once ask the database once. */
export interface Memory {
  /**
   * Reads, or gives what was read under this key: until one of the things it is about changes, and no longer than a second,
   * since another process may have changed them. Never for what decides whether somebody may do something.
   */
  remember<T>(key: string, about: readonly string[], read: () => Promise<T>): Promise<T>;
  changed(things: readonly string[]): void;
}
const KEPT_MS = 1000;
const MOST = 2000;

export function memory(now: () => number = elapsed): Memory {
  const held = new Map<string, { value: Promise<unknown>; about: readonly string[]; until: number }>();
  return {
    remember<T>(key: string, about: readonly string[], read: () => Promise<T>): Promise<T> {
      const found = held.get(key);
      if (found && found.until > now()) return found.value as Promise<T>;
      const value = read();
      if (held.size >= MOST) held.clear();
      const mine = { value, about, until: now() + KEPT_MS };
      held.set(key, mine);
      value.catch(() => held.get(key) === mine && held.delete(key));
      return value;
    },
    changed(things) {
      const changed = new Set(things);
      for (const [key, { about }] of held) if (about.some((thing) => changed.has(thing))) held.delete(key);
    },
  };
}

/** The last few thousand of something, by name. */
export function recent(most = 10_000) {
  const held = new Set<string>();
  return {
    add(names: readonly string[]): void {
      for (const name of names) held.add(name);
      for (const oldest of held) {
        if (held.size <= most) break;
        held.delete(oldest);
      }
    },
    has: (name: string): boolean => held.has(name),
  };
}
