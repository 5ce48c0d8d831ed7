import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Db } from './db.ts';
import type { Files } from './files.ts';
import type { Memory } from './memory.ts';
import type { SealKey } from './seal.ts';

/** What every action and reader stands on. Made once in main.ts; ports to the outside are handed to their feature. */
export interface House {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly files: Files;
  readonly memory: Memory;
  readonly log: Logger;
  /** The time zone of days, hours and deadlines. */
  readonly zone: string;
  /** Key for digests of phones, addresses and devices. */
  readonly digestKey: Uint8Array;
  /** Key that seals values which must be readable again (phones). */
  readonly sealKey: SealKey;
  /** Told after each commit which things changed, by which facts: wakes the sequencer, drops cached pages and what is remembered. */
  committed(things: readonly string[], facts?: readonly string[]): void;
  /** Whether this process committed that fact: it dropped then what the fact changed, and need not do so again. */
  isOwn(fact: string): boolean;
}
