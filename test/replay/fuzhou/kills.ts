import { setTimeout as pause } from 'node:timers/promises';
import { within } from '../../house/installation.ts';
import type { ThrowAway } from '../installation.ts';
import type { Played } from './acting.ts';
import type { Chance } from './chance.ts';
import type { Act, Plan } from './plan.ts';

export type Target = 'app' | 'app between commit and reply' | 'postmaster' | 'whole database';
export interface Kill {
  readonly slot: number;
  readonly target: Target;
}
const TARGETS: readonly Target[] = [
  'app',
  'app between commit and reply',
  'app',
  'postmaster',
  'app between commit and reply',
  'whole database',
  'app',
];

/** Five kills of the app and two of the database, spread over the days, each in a slot in which much or the right thing goes on. */
export function killsOf({ acts }: Plan, chance: Chance): Kill[] {
  const bySlot = Map.groupBy(acts, ({ slot }) => slot);
  const slots = [...bySlot.keys()].sort((a, b) => a - b);
  return TARGETS.map((target, i) => {
    const share = slots.slice(Math.floor((slots.length * i) / TARGETS.length), Math.floor((slots.length * (i + 1)) / TARGETS.length));
    const fit = share.filter((slot) => suits(target, bySlot.get(slot) ?? []));
    return { slot: chance.pick(fit.length > 0 ? fit : share), target };
  });
}
const suits = (target: Target, acts: readonly Act[]): boolean =>
  target === 'app between commit and reply' ? acts.some(isPlainPost) : acts.length >= 8;
const isPlainPost = (act: Act): boolean =>
  act.does === 'post' && act.post.author.kind === 'member' && act.post.afterwards === 'keep' && act.fault === 'none';

/** Does it while these acts are under way. @returns how long nobody was served, in milliseconds. */
export async function killDuring(
  house: ThrowAway,
  target: Target,
  chance: Chance,
  acts: readonly Act[],
  play: (acts: readonly Act[]) => Promise<void>,
  callerOf: Played['callerOf'],
): Promise<number> {
  const post = acts.find(isPlainPost);
  if (target === 'app between commit and reply' && post) {
    await play(acts.filter((act) => act !== post));
    // Whatever else their post would write first (that they were seen) is written now.
    await (await callerOf(post.person)).send('GET', '/api/me');
    return killBetween(house, () => play([post]));
  }
  const working = play(acts);
  await pause(chance.below(40));
  const down = await (target === 'app' ? house.killApp() : target === 'postmaster' ? house.killPostmaster() : house.killDatabase());
  await working;
  return down;
}

/**
 * A commit waits for a standby that does not exist: it is on disk and the app does not know it yet. Killed there, the app
 * has committed a post and replied to nobody.
 */
async function killBetween(house: ThrowAway, work: () => Promise<void>): Promise<number> {
  await standby(house, 'nobody');
  const working = work();
  let down = 0;
  try {
    await within(30_000, () => somePostWaits(house));
    down = await house.killApp(() => standby(house, ''));
  } finally {
    await standby(house, '');
  }
  await working;
  return down;
}

async function standby(house: ThrowAway, name: string): Promise<void> {
  await house.sql(async (client) => {
    await client.query(`alter system set synchronous_standby_names = '${name}'`);
    await client.query('select pg_reload_conf()');
  }, 'postgres');
  // The checkpointer takes it over in its own time.
  await pause(300);
}
const somePostWaits = (house: ThrowAway): Promise<boolean> =>
  house.sql(async (client) => {
    const { rowCount } = await client.query(
      "select 1 from pg_stat_activity where wait_event = 'SyncRep' and query like '%insert into post (%' and application_name = 'heyi'",
    );
    return rowCount !== 0;
  }, 'postgres');
