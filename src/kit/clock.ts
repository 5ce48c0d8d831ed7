/** The only source of time in the product. SQL never calls now(); rules get `now` as an argument. */
export interface Clock {
  now(): Date;
}

/** A clock that only moves when told: for throw-away installations (replays, tests, faults). */
export interface ManualClock extends Clock {
  moveTo(at: Date): void;
}

export const systemClock: Clock = { now: () => new Date() };

/** Starts at `at`; moving back is refused, since facts already stand behind it. */
export function manualClock(at: Date): ManualClock {
  let current = at;
  return {
    now: () => current,
    moveTo(next) {
      if (next < current) throw new RangeError('a manual clock only moves forward');
      current = next;
    },
  };
}

/** Elapsed real milliseconds since the process began: for timing and caches, never for dates. */
export const elapsed = (): number => performance.now();
