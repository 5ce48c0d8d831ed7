import type { Clock } from '../kit/clock.ts';

/**
 * Token buckets in memory, by the installation's clock (a library's own timer could not be moved by replays).
 * Bounded: when full, the longest unused bucket goes, so that made-up callers cannot fill the memory.
 */
export interface Limits {
  /** Takes one token; 0 when allowed, else the seconds to wait. */
  take(bucket: string, perMinute: number, burst?: number): number;
}

export function limits(clock: Clock, capacity = 100_000): Limits {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(bucket, perMinute, burst = perMinute) {
      const now = clock.now().getTime();
      const held = buckets.get(bucket) ?? { tokens: burst, at: now };
      buckets.delete(bucket);
      const tokens = Math.min(burst, held.tokens + (Math.max(0, now - held.at) / 60_000) * perMinute);
      const allowed = tokens >= 1;
      buckets.set(bucket, { tokens: allowed ? tokens - 1 : tokens, at: now });
      if (buckets.size > capacity)
        for (const [oldest] of buckets) {
          buckets.delete(oldest);
          break;
        }
      return allowed ? 0 : Math.ceil(((1 - tokens) / perMinute) * 60);
    },
  };
}
