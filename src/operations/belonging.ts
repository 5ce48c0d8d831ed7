import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Config } from '../config/config.ts';
import { unfit } from '../config/unfit.ts';
import { withClient } from './client.ts';
import { hasKey, type KeyName, keyNames, readKey } from './keys.ts';

/** Whether this database belongs to these settings and these keys; a new one is bound to them. */
export async function checkBelonging(config: Config, url: string): Promise<void> {
  await withClient(url, 'start', async (client) => {
    if (config.mode === 'production') await refuseDemoData(client);
    await refuseOtherKeys(client, config.keysDir);
  });
}

async function refuseDemoData(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from setting where name = 'demo' and value = 'true'::jsonb");
  if (rowCount)
    throw unfit(
      '这里有演示内容，不能正式运行。请先以 HEYI_MODE=demo 启动，在设置里移除演示内容，或用另一个 DATA_DIR 从空的开始。',
      'This installation holds demo data and cannot run in production. Start it with HEYI_MODE=demo and remove the demo data, or begin with another DATA_DIR.',
    );
}

/**
 * With new keys, phones would stay sealed for ever and nobody's number would be found again: a database remembers a print of the keys
 * it was begun with, and a key that got lost is not silently made anew.
 */
async function refuseOtherKeys(client: pg.Client, keysDir: string): Promise<void> {
  const { rows } = await client.query<{ value: Partial<Record<KeyName, string>> }>("select value from setting where name = 'keys'");
  const known = rows[0]?.value;
  for (const name of ['digest', 'seal'] as const)
    if (known?.[name] !== undefined && (!hasKey(keysDir, name) || printOf(readKey(keysDir, name)) !== known[name]))
      throw unfit(
        `数据库不是用 ${keysDir} 里的密钥 ${name} 建立的。请从原来的 DATA_DIR 复制 keys 文件夹，或按恢复单写回。`,
        `The database was not begun with the key ${name} in ${keysDir}. Copy the folder keys from the former DATA_DIR, or write it back from the recovery sheet.`,
      );
  // All keys from the first moment, so that the recovery sheet is whole.
  const prints = Object.fromEntries(keyNames.map((name) => [name, printOf(readKey(keysDir, name))]));
  await client.query("insert into setting (name, value) values ('keys', $1) on conflict do nothing", [JSON.stringify(prints)]);
}

const printOf = (key: Uint8Array): string => createHash('sha256').update('heyi key print').update(key).digest('hex').slice(0, 16);
