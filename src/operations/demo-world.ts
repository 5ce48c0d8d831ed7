import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { Config } from '../config/config.ts';
import { unfit } from '../config/unfit.ts';
import { withClient } from './client.ts';
import { clusterFolder, makeDataFolder } from './data-folder.ts';
import { discardCluster } from './postgres.ts';

/** Puts the demo world into a database that nothing ever happened in; one that was emptied by its people stays empty. */
export async function seedOnce(config: Config, url: string, seed: () => Promise<void>): Promise<void> {
  const untouched = await withClient(url, 'seed', (client) =>
    says(client, 'select not exists (select from org) and not exists (select from fact) as yes'),
  );
  if (!untouched) return;
  writeFileSync(halfSeeded(config), '');
  await seed();
  rmSync(halfSeeded(config));
}

export const holdsDemo = (url: string): Promise<boolean> =>
  withClient(url, 'seed', (client) =>
    says(client, "select exists (select from setting where name = 'demo' and value = 'true'::jsonb) as yes"),
  );

export const holdsCommittee = (url: string): Promise<boolean> =>
  withClient(url, 'seed', (client) => says(client, "select exists (select from org where kind = 'cppcc') as yes"));

/** A first start that was killed while it seeded left half a world, which nobody has seen yet: begin anew. */
export async function discardHalfSeeded(config: Config): Promise<void> {
  if (!existsSync(halfSeeded(config))) return;
  if (config.databaseUrl !== undefined)
    throw unfit(
      `上次放演示内容时中断了，数据库里只有一半。请清空数据库（drop 再 create），删除 ${halfSeeded(config)}，再启动。`,
      `Putting in the demo world broke off last time and the database holds half of it. Empty the database (drop and create it), remove ${halfSeeded(config)}, and start again.`,
    );
  await discardCluster(clusterFolder(config));
  rmSync(config.filesDir, { recursive: true, force: true });
  makeDataFolder(config);
  rmSync(halfSeeded(config));
}

const halfSeeded = ({ dataDir }: Config): string => join(dataDir, 'demo-unfinished');

async function says(client: pg.Client, question: string): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(question);
  return rows[0]?.yes === true;
}
