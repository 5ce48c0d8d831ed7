import { brokenAt } from '../../kit/audit.ts';
import type { Signed } from '../../kit/change.ts';
import { elapsed } from '../../kit/clock.ts';
import type { House } from '../../kit/house.ts';
import { allow, bodiesOf } from '../../kit/may.ts';
import { adminFactors } from '../factors/index.ts';
import { committees, personOfId, standingOf } from '../people/index.ts';
import { duties } from './contract.ts';
import { checkAudit, readHealth } from './operator-contract.ts';
import type { Installation, TodoKinds, TodoRow } from './registry.ts';
import * as rules from './rules.ts';
import * as store from './store.ts';

const MINUTE = 60_000;
/** The reader that makes notices, by its name (features/notices). */
const NOTICES = 'notices';

export const deskActions = (house: House, kinds: TodoKinds, installation: Installation) => ({
  async frame(call: Signed) {
    const [all, { name }, standing, rows, demo] = await Promise.all([
      committees(house.db),
      personOfId(house.db, call.person.id),
      standingOf(house.db, call.person.id, call.now),
      workOf(house, kinds, call),
      installation.demo(),
    ]);
    const dutiesAt = (id: string) => duties.filter((duty) => bodiesOf(call.person, [duty]).includes(id));
    return {
      now: call.now.toISOString(),
      zone: house.zone,
      siteName: installation.siteName,
      publicUrl: installation.publicUrl,
      maxUploadMb: installation.maxUploadMb,
      demo,
      signOn: installation.signOn,
      person: { id: call.person.id, name, office: standing.find(({ kind }) => kind === 'staff')?.place ?? null },
      bodies: all
        .map(({ id, name: full, shortName }) => ({ id, name: full, shortName, duties: dutiesAt(id) }))
        .filter((body) => body.duties.length > 0),
      counts: {
        todos: rows.length,
        waiting: rows.reduce((sum, { work, counts }) => sum + (work === 'readings-wait' ? (counts['all'] ?? 0) : 0), 0),
      },
    };
  },

  async todos(call: Signed) {
    const since = rules.dayStart(call.now, house.zone);
    const [rows, all, done] = await Promise.all([
      workOf(house, kinds, call),
      committees(house.db),
      Promise.all(Object.values(kinds).map((kind) => kind.doneBy(house.db, call.person.id, since))),
    ]);
    const nameOfBody = new Map(all.map(({ id, shortName }) => [id, shortName]));
    return {
      now: call.now.toISOString(),
      doneToday: done.reduce((sum, n) => sum + n, 0),
      rows: rows
        .map((row) => ({ ...row, urgency: rules.lightOf(row, call.now, house.zone) }))
        .sort(rules.mostUrgentFirst)
        .map((row) => ({
          ...row,
          committee: nameOfBody.get(row.committeeId) ?? '',
          until: row.until?.toISOString() ?? null,
          since: row.since?.toISOString() ?? null,
          counts: { ...row.counts },
        })),
    };
  },

  async health(call: Signed) {
    allow(call.person, readHealth.by, {}, true);
    const { now } = call;
    const [database, backlog, notices, mails, disk, factors] = await Promise.all([
      measured(house),
      store.backlog(house.db, new Date(now.getTime() - 5 * MINUTE)),
      store.unsentNotices(house.db, NOTICES),
      store.unsentMails(house.db, new Date(now.getTime() - 7 * 24 * 60 * MINUTE)),
      installation.disk(),
      adminFactors(house.db),
    ]);
    return {
      at: now.toISOString(),
      database: { standing: 'good' as const, version: database.version, bytes: database.bytes },
      backup: backupOf(installation, now),
      disk: { standing: rules.diskStanding(disk), ...disk },
      facts: factsOf(installation, backlog),
      notices: { standing: rules.sendingStanding(notices, 5, now), ...sent(notices) },
      mails: mailsOf(installation, mails, now),
      factors: factorsOf(installation, factors),
      wechat: weChatOf(installation),
      clock: {
        standing: rules.clockStanding(database.difference, installation.manualClock),
        difference: database.difference,
        manual: installation.manualClock,
      },
      version: versionOf(installation),
    };
  },

  async checkAudit(call: Signed) {
    allow(call.person, checkAudit.by, {}, true);
    const broken = await brokenAt(house.pool);
    return { intact: broken === null, brokenAt: broken, rows: await store.auditRows(house.db), checkedAt: call.now.toISOString() };
  },
});
export type DeskActions = ReturnType<typeof deskActions>;

/** The work of every duty that the person holds somewhere; committees of others are left out by each query. */
async function workOf({ db }: House, kinds: TodoKinds, { person, now }: Signed): Promise<TodoRow[]> {
  const found = await Promise.all(
    Object.values(kinds).map(async (kind) => {
      const bodies = bodiesOf(person, [kind.duty]);
      return bodies.length > 0 ? kind.todosOf(db, { personId: person.id, bodies, now }) : [];
    }),
  );
  return found.flat();
}

const sent = ({ waiting, since }: store.Unsent) => ({ waiting, since: since?.toISOString() ?? null });

function factsOf({ trouble }: Installation, backlog: Awaited<ReturnType<typeof store.backlog>>) {
  const facts = { ...backlog, trouble: trouble() };
  return { standing: rules.factsStanding(facts), ...facts };
}
const mailsOf = ({ mailOn }: Installation, mails: store.Unsent & { readonly gaveUp: number }, now: Date) => ({
  standing: mailOn ? rules.sendingStanding(mails, 30, now) : ('good' as const),
  on: mailOn,
  gaveUp: mails.gaveUp,
  ...sent(mails),
});
const factorsOf = ({ adminFactor: required }: Installation, factors: Awaited<ReturnType<typeof adminFactors>>) => ({
  standing: required && factors.without === 0 ? ('good' as const) : ('look' as const),
  required,
  ...factors,
});
function weChatOf(installation: Installation) {
  const wechat = installation.wechat();
  return { standing: wechat.trouble === null ? ('good' as const) : ('look' as const), ...wechat };
}
const versionOf = ({ version, startedAt }: Installation) => ({
  standing: 'good' as const,
  version,
  node: process.version,
  startedAt: startedAt.toISOString(),
});

function backupOf({ lastBackup, nightlyBackup, startedAt }: Installation, now: Date) {
  const last = lastBackup();
  const at = last?.at ? new Date(last.at) : null;
  const failedAt = last?.failedAt ? new Date(last.failedAt) : null;
  const failed = failedAt !== null && (at === null || failedAt > at);
  return {
    standing: rules.backupStanding({ nightly: nightlyBackup, at, failedAt }, startedAt, now),
    nightly: nightlyBackup,
    at: at?.toISOString() ?? null,
    failedAt: failed ? failedAt.toISOString() : null,
    problem: failed ? (last?.problem ?? null) : null,
  };
}

/** The database's clock against ours, as of the middle of the question. */
async function measured(house: House) {
  const [asked, from] = [house.clock.now(), elapsed()];
  const found = await store.database(house.db);
  const middle = asked.getTime() + (elapsed() - from) / 2;
  return { ...found, difference: Math.round((found.at.getTime() - middle) / 100) / 10 };
}
