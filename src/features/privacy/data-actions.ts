import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { note } from '../../kit/audit.ts';
import { type Call, change, isUniqueViolation, type Signed } from '../../kit/change.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { watched } from '../../kit/jobs.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { renameNetizen } from '../people/index.ts';
import { heldOf, pack, packedFile } from './packing.ts';
import { type Exportable, keptDays } from './registry.ts';
import { PACK } from './rules.ts';
import * as store from './store.ts';

export const PACKING = 'privacy.pack';
export const PACK_ENDS = 'privacy.packEnds';
const MINUTE = 60_000;
const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);

const requestView = (row: store.RequestRow | null) =>
  row && {
    id: row.id,
    kind: row.kind,
    state: row.state,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answer: row.answer,
  };
const exportView = (row: store.ExportRow | null) =>
  row && {
    id: row.id,
    state: row.state,
    askedAt: row.askedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    size: row.size,
    url: row.state === 'ready' ? `/mine/data/exports/${row.id}` : null,
  };

/** 我的数据: seeing it, taking it away, correcting the nickname. `folder`: where packed copies lie until they end. */
export const dataActions = (house: House, exportable: readonly Exportable[], folder: string) => ({
  async read(call: Signed) {
    const { id } = call.person;
    const consents = await store.consentsOf(house.db, id);
    return {
      ...(await standing(house, id)),
      held: await heldOf(house, exportable, id),
      consents: consents.map((row) => ({ ...row, at: row.at.toISOString() })),
      export: exportView(await store.newestExport(house.db, id)),
    };
  },
  standing: (call: Signed) => standing(house, call.person.id),
  async askExport(call: Signed) {
    const id = newId();
    try {
      return await change(house, call, async (tx, ledger) => {
        if ((await store.newestExport(tx, call.person.id))?.state === 'waiting') throw new Refusal('export-under-way', 409);
        // The one before goes: never two copies of somebody's data.
        for (const old of await store.endExports(tx, call.person.id)) await plan(tx, PACK_ENDS, old, call.now);
        await store.insertExport(tx, { id, personId: call.person.id, now: call.now });
        await plan(tx, PACKING, id, call.now);
        ledger.concerns(id);
        return { id };
      });
    } catch (error) {
      throw isUniqueViolation(error, 'data_export_one') ? new Refusal('export-under-way', 409) : error;
    }
  },
  /** The packed copy, to its person alone; the link is worth nothing without the session. */
  async open(call: Signed, id: string) {
    const row = await store.exportOf(house.db, id);
    const file = packedFile(folder, id);
    const over = row?.endsAt && row.endsAt <= call.now;
    if (row?.personId !== call.person.id || row.state !== 'ready' || over || !existsSync(file)) throw unknown('thing');
    await note(house, call, 'read', id);
    return { size: row.size ?? 0, content: createReadStream(file) };
  },
  changeNickname: (call: Signed, { nickname }: { nickname: string }) =>
    change(house, call, async (tx, ledger) => {
      await renameNetizen(tx, call.person.id, nickname);
      ledger.record('person.renamed', { person: call.person.id });
      ledger.concerns(call.person.id);
      return {};
    }).then((done) => {
      // The name stands beside every post.
      house.committed(['*']);
      return done;
    }),

  due: {
    [PACK_ENDS]: (id: string, now: Date) =>
      change(house, byTicker(now), async (tx) => {
        if (!(await take(tx, PACK_ENDS, id, now))) return;
        await store.moveExport(tx, id, 'ready', 'ended');
        await rm(packedFile(folder, id), { force: true });
      }),
  },
});

/** Packs what was asked for, and gives up when it took too long. */
export const packing = (house: House, exportable: readonly Exportable[], folder: string) =>
  watched(house, PACKING, {
    isOpen: async (tx, id, now) => {
      const row = await store.exportOf(tx, id);
      if (row?.state !== 'waiting') return false;
      if (minutesAfter(row.askedAt, PACK.minutes) > now) return true;
      await store.moveExport(tx, id, 'waiting', 'failed');
      return false;
    },
    work: (id) => packOne(house, exportable, folder, id),
  });

/** May run twice: the second finds it ready, or puts the same content in its place. */
async function packOne(house: House, exportable: readonly Exportable[], folder: string, id: string): Promise<void> {
  const row = await store.exportOf(house.db, id);
  if (row?.state !== 'waiting') return;
  const size = await pack(house, exportable, folder, row);
  const now = house.clock.now();
  const endsAt = minutesAfter(now, keptDays.data_export * 24 * 60);
  await house.db.transaction().execute(async (tx) => {
    await cancel(tx, PACKING, id);
    await store.moveExport(tx, id, 'waiting', 'ready', { readyAt: now, endsAt, size });
    // Ended while it was packed (the person is gone): the file goes at once.
    const stands = (await store.exportOf(tx, id))?.state === 'ready';
    await plan(tx, PACK_ENDS, id, stands ? endsAt : now);
  });
}
const standing = async (house: House, id: string) => ({
  standing: (await store.committeeOf(house.db, id)) === null ? ('netizen' as const) : ('member' as const),
  erasure: requestView(await store.lastRequest(house.db, id)),
});
export type DataActions = ReturnType<typeof dataActions>;
const byTicker = (now: Date): Call => ({
  person: null,
  now,
  act: `ticker ${PACK_ENDS}`,
  address: 'ticker',
  device: 'ticker',
  visitor: null,
});
