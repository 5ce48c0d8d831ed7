/** Dice that always fall the same way after the same word: the demo world is the same on every machine. */
export interface Dice {
  /** From 0 up to, not including, `below`. */
  whole(below: number): number;
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** So many different ones, in a shaken order. */
  some<T>(from: readonly T[], count: number): T[];
}

export function dice(word: string): Dice {
  let state = [...word].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0, 2_166_136_261);
  // mulberry32: small, fast, good enough for a play.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    between: (low, high) => low + whole(high - low + 1),
    pick: (from) => {
      const found = from[whole(from.length)];
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found;
    },
    some: (from, count) => {
      const left = [...from];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(whole(left.length), 1)).flat();
    },
  };
}
