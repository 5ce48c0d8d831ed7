import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { clusterFolder, type Holder, holdDataFolder, holderOf, makeDataFolder } from './data-folder.ts';
import { checkDatabase } from './own-database.ts';
import { address, type Cluster, startCluster } from './postgres.ts';

export interface HouseDatabase extends AsyncDisposable {
  /** As the application's role. */
  readonly url: string;
}
const nothingToClose = { [Symbol.asyncDispose]: async () => undefined };

/** For the supervisor: the embedded database, started again whenever it ends; or somebody's own one, checked. */
export async function keepDatabase(config: Config, say: (line: string) => void): Promise<HouseDatabase> {
  if (config.databaseUrl !== undefined) return ownDatabase(config.databaseUrl);
  const start = () => startCluster(clusterFolder(config), { account: config.databaseAccount });
  const closing = new AbortController();
  let cluster = await start();
  let restarting: Promise<void> = Promise.resolve();
  // The app stays: its pool finds the new postmaster at the same socket, and people wait a second instead of losing their page.
  const watch = (running: Cluster) =>
    running.process.once('exit', (code, signal) => {
      if (closing.signal.aborted) return;
      say(`数据库意外停止（${signal ?? code}），重新启动`);
      restarting = startAgain();
    });
  const startAgain = async () => {
    for (let wait = 200; !closing.signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        cluster = await start();
        say('数据库已恢复');
        watch(cluster);
        return;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  watch(cluster);
  return {
    url: cluster.url(),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await restarting;
      await cluster.stop();
    },
  };
}

/** For a command beside the supervisor: uses its database while it runs, else starts one and holds the folder meanwhile. */
export async function reachDatabase(config: Config, command: Holder['command']): Promise<HouseDatabase> {
  if (config.databaseUrl !== undefined) return ownDatabase(config.databaseUrl);
  const folder = clusterFolder(config);
  if (holderOf(config)?.command === 'bin/start') return { url: address('heyi', folder), ...nothingToClose };
  makeDataFolder(config);
  const release = holdDataFolder(config, command);
  try {
    const cluster = await startCluster(folder, { account: config.databaseAccount });
    return {
      url: cluster.url(),
      [Symbol.asyncDispose]: async () => {
        await cluster.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function ownDatabase(url: string): Promise<HouseDatabase> {
  await checkDatabase(url);
  return { url, ...nothingToClose };
}
