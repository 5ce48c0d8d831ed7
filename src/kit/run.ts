import pg from 'pg';
import { sealAudit } from './audit.ts';
import { elapsed } from './clock.ts';
import { type DueHandler, tick } from './due.ts';
import { lastPosition, leadSequencer, type Reader, SEQUENCED_AT_ONCE, sequence, turn } from './facts.ts';
import type { House } from './house.ts';

/** The loops behind the actions: sequencer, readers, ticker. */
export interface Loops extends AsyncDisposable {
  /** Wakes everyone; called after each commit. */
  poke(): void;
  /** Resolves when every committed fact is sequenced and every reader has handled it (tests, replays). */
  settle(): Promise<void>;
  /** How far behind the loops are, for the operator. */
  state(): { readonly leads: boolean; readonly lastTurn: number; readonly trouble: string | null };
}

export interface Work {
  readonly readers: readonly Reader[];
  readonly due: Readonly<Record<string, DueHandler>>;
}

const EVERY_MS = 100;
// Under load many commits share one round: their facts wait this long, and the database is not asked after each.
const BETWEEN_MS = 20;
// The chain of audit is looked after once a second: it costs a walk over the last rows.
const SEAL_MS = 1000;

/** Starts the loops of one process; any number of processes may run them, one of them sequences. */
export function startLoops(house: House, url: string, { readers, due }: Work): Loops {
  const leader = sequencerLeader(url);
  const readAll = readersOf(house, readers);
  const alone = oneAtATime();
  const round = async () => {
    await leader.lead();
    const read = await outcome(readAll());
    while ((await tick(house, due)) > 0) await leader.lead();
    if (read) throw read;
  };
  const settle = async () => {
    let head: number;
    do {
      await leader.lead('seal');
      head = await readAll();
      // Another process may be the one that sequences.
    } while ((await tick(house, due)) > 0 || (await unsequenced(house)) || (await lastPosition(house.db)) > head);
  };
  const turning = turningOver(
    house,
    () => alone(round),
    () => alone(leader.reset),
  );
  return {
    poke: turning.poke,
    // A round that is under way has taken what is due and not done it yet.
    settle: () => alone(settle),
    state: () => ({ leads: leader.leads(), ...turning.state() }),
    async [Symbol.asyncDispose]() {
      await turning.stop();
      await leader.reset();
    },
  };
}

/** One round after the other, at once when poked, else every EVERY_MS; one that fails is told, mended and tried again. */
function turningOver(house: House, round: () => Promise<void>, mend: () => Promise<void>) {
  let stopping = false;
  let wake: (() => void) | undefined;
  let poked = false;
  let trouble: string | null = null;
  let lastTurn = elapsed();
  const turn = async () => {
    poked = false;
    const failed = await outcome(round());
    // The database is away or a reader is broken: said on the operator's page, tried again, nothing skipped.
    const said = failed === undefined ? null : failed instanceof Error ? failed.message : String(failed);
    if (said !== null && said !== trouble) house.log.error({ err: failed }, 'loop');
    trouble = said;
    if (said !== null) await mend();
    lastTurn = elapsed();
  };
  const loop = async () => {
    while (!stopping) {
      await turn();
      if (!stopping) await pause(() => undefined, BETWEEN_MS);
      if (!poked && !stopping) await pause((go) => (wake = go), trouble ? EVERY_MS * 5 : EVERY_MS);
    }
  };
  const running = loop();
  return {
    poke: () => {
      poked = true;
      wake?.();
    },
    state: () => ({ lastTurn: elapsed() - lastTurn, trouble }),
    stop: () => {
      stopping = true;
      wake?.();
      return running;
    },
  };
}

/** The rounds and `settle` share the sequencer's connection. */
function oneAtATime() {
  let last: Promise<void> = Promise.resolve();
  return (work: () => Promise<void>): Promise<void> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const pause = (hand: (go: () => void) => void, ms: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    hand(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Undefined when it went well. */
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const unsequenced = async (house: House) => (await house.pool.query('select 1 from fact where position is null limit 1')).rowCount !== 0;

/** Brings every reader to the last position and says which that is; remembers where each stands, so that a quiet house asks one small question. */
function readersOf(house: House, readers: readonly Reader[]): () => Promise<number> {
  const stands = new Map<string, number>();
  return async () => {
    const head = await lastPosition(house.db);
    const failed: unknown[] = [];
    for (const reader of readers) {
      try {
        while ((stands.get(reader.name) ?? -1) < head) stands.set(reader.name, await turn(house, reader, head));
      } catch (error) {
        // A reader that breaks stays where it is; the others go on.
        failed.push(error);
      }
    }
    if (failed.length > 0) throw failed[0];
    return head;
  };
}

/** A connection of its own for the sequencer: the advisory lock lives and dies with it. */
function sequencerLeader(url: string) {
  let client: pg.Client | undefined;
  let leads = false;
  let sealed = Number.NEGATIVE_INFINITY;
  const lead = async (seal?: 'seal') => {
    if (!client) {
      const fresh = new pg.Client({ connectionString: url, application_name: 'heyi sequencer' });
      fresh.on('error', () => undefined);
      await fresh.connect();
      client = fresh;
    }
    leads ||= await leadSequencer(client);
    if (!leads) return;
    // Until none is left, and no further: under load there is always one more, and the readers would never have their turn.
    while ((await sequence(client)) === SEQUENCED_AT_ONCE);
    if (seal === undefined && elapsed() - sealed < SEAL_MS) return;
    await sealAudit(client);
    sealed = elapsed();
  };
  return {
    leads: () => leads,
    lead,
    reset: async () => {
      const old = client;
      client = undefined;
      leads = false;
      await old?.end().catch(() => undefined);
    },
  };
}
