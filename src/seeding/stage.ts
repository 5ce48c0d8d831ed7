import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import { materialActions } from '../features/deliberations/material-actions.ts';
import { fileActions } from '../features/files/actions.ts';
import type { Call } from '../kit/change.ts';
import { type ManualClock, manualClock } from '../kit/clock.ts';
import { openDatabase } from '../kit/db.ts';
import { type DueHandler, plan, take } from '../kit/due.ts';
import type { Endpoint, Input, Reply } from '../kit/endpoint.ts';
import { filesIn } from '../kit/files.ts';
import type { House } from '../kit/house.ts';
import type { Person } from '../kit/may.ts';
import { memory } from '../kit/memory.ts';
import { type Loops, startLoops } from '../kit/run.ts';
import { answering } from '../kit/serve.ts';
import { readKey, readSealKeys } from '../operations/keys.ts';
import { installationOf } from '../server/installation.ts';
import { assemble } from '../server/mount.ts';
import { personalPlaces } from '../server/personal.ts';
import { minutesAfter } from './calendar.ts';

export interface Material {
  readonly id: string;
  readonly version: number;
}

/** The product without HTTP, by a clock that walks from the past to now: what is played here leaves facts, steps, audit and figures as if it had happened. */
export interface Stage extends AsyncDisposable {
  readonly house: House;
  readonly clock: ManualClock;
  /** `match`: the version that was read, where an endpoint asks for it. */
  act<E extends Endpoint>(endpoint: E, who: Person | string, at: Date, input: Input<E>, match?: number): Promise<Reply<E>>;
  open(topicId: string, material: Material | undefined, who: Person | string, at: Date): Promise<void>;
  upload(who: Person, at: Date, name: string, content: Uint8Array): Promise<string>;
  /** Lets everything that became due happen, and readers handle every fact. */
  settle(): Promise<void>;
}

export function openStage(config: Config, url: string, from: Date, until: Date): Stage {
  const clock = manualClock(from);
  const house = houseOf(config, url, clock);
  const whole = assembled(house, config);
  const answer = answering(whole.routes);
  const files = fileActions(house);
  const materials = materialActions(house);
  let loops: Loops | undefined;
  return {
    house,
    clock,
    act: (endpoint, who, at, input, match) =>
      answer(endpoint, { ...callBy(who, at, `${endpoint.method} ${endpoint.path}`), ...(match !== undefined && { match }) }, input),
    open: async (id, material, who, at) => {
      if (material)
        await materials.openMaterial(callBy(who, at, 'GET material'), { id, materialId: material.id, version: material.version });
    },
    upload: async (person, at, name, content) => {
      const call = { ...callBy(person, at, 'POST /files'), person };
      return (await files.store(call, { name, content: Readable.from([content]) })).id;
    },
    settle: () => {
      loops ??= startLoops(house, url, { readers: whole.readers, due: playedOf(house, whole.due, until) });
      return loops.settle();
    },
    async [Symbol.asyncDispose]() {
      await loops?.[Symbol.asyncDispose]();
      await house.db.destroy();
    },
  };
}

function houseOf(config: Config, url: string, clock: ManualClock): House {
  const { db, pool } = openDatabase(url, { zone: config.timeZone, max: 8 });
  // A play that breaks off is begun anew, so that nothing of it needs to be on the disk before its end.
  pool.on('connect', (client) => void client.query('set synchronous_commit = off'));
  const remembered = memory();
  return {
    db,
    pool,
    clock,
    files: filesIn(config.filesDir, config.maxUploadMb * 1024 * 1024),
    memory: remembered,
    log: pino({ level: 'silent' }),
    zone: config.timeZone,
    digestKey: readKey(config.keysDir, 'digest'),
    sealKey: readSealKeys(config.keysDir),
    committed: (things) => remembered.changed(things),
    isOwn: () => false,
  };
}

/** All features on this house; nobody signs in to it, and nothing leaves it. */
function assembled(house: House, config: Config) {
  const installation = installationOf(house, config, { dist: `${process.cwd()}/dist`, demo: async () => true, loops: () => null });
  const nobody = { set: () => undefined, setHalf: () => undefined, clear: () => undefined };
  const entry = { adminFactor: false, passwordDays: 0, ended: () => undefined };
  const around = { cookie: nobody, installation, sender: null, places: personalPlaces(config) };
  return assemble(house, { sms: null, mail: null, entry }, around);
}

/** What topics do by date is played; what does not belong to the play (nightly recounts) is left to the house that is started afterwards. */
function playedOf({ db }: House, due: Readonly<Record<string, DueHandler>>, until: Date): Readonly<Record<string, DueHandler>> {
  const postponed = (kind: string) => (key: string, now: Date) =>
    db.transaction().execute(async (tx) => {
      if (await take(tx, kind, key, now)) await plan(tx, kind, key, minutesAfter(until, 1));
    });
  return Object.fromEntries(Object.entries(due).map(([kind, handle]) => [kind, kind.startsWith('topic.') ? handle : postponed(kind)]));
}

/** By a person, or by a device whose mark is given. */
const callBy = (who: Person | string, now: Date, act: string): Call => ({
  person: typeof who === 'string' ? null : who,
  now,
  act,
  address: '192.0.2.1',
  visitor: typeof who === 'string' ? who : `device-${who.id}`,
  device: 'demo',
});
