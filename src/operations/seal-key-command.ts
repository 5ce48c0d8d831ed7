import { type Config, configOrLeave } from '../config/config.ts';
import { leave, unfit } from '../config/unfit.ts';
import { elapsed } from '../kit/clock.ts';
import { holderOf } from './data-folder.ts';
import { reachDatabase } from './house-database.ts';
import { addSealKey, hasKey, readSealKeys } from './keys.ts';
import { reseal } from './reseal.ts';

const usage = `bin/seal-key          换密封密钥：造一把新的，把手机号、身份证号等全部重新密封   a new key to seal by; everything sealed is sealed anew
bin/seal-key --again  只重新密封（上一次没有做完时）                          only seal anew, when the last time broke off`;

const [order, ...rest] = process.argv.slice(2);
try {
  if (order === '--help') console.log(usage);
  else if (rest.length > 0 || (order !== undefined && order !== '--again')) throw unfit(`看不懂这些参数。\n${usage}`, 'Unknown arguments.');
  else await change(configOrLeave(process.env), order === '--again');
} catch (error) {
  leave(error);
}

async function change(config: Config, again: boolean): Promise<void> {
  if (!hasKey(config.keysDir, 'seal'))
    throw unfit(`${config.dataDir} 里还没有安装。`, `There is no installation in ${config.dataDir} yet.`);
  // A house that runs knows the keys of its start only.
  if (holderOf(config)) throw unfit('请先停下 bin/start，再换密钥。', 'Stop bin/start before changing the key.');
  const began = elapsed();
  const number = again ? readSealKeys(config.keysDir).current : addSealKey(config.keysDir);
  await using database = await reachDatabase(config, 'bin/seal-key');
  const done = await reseal(database.url, readSealKeys(config.keysDir));
  for (const { column, values } of done) console.log(`  ${column} ${values}`);
  console.log(`已用第 ${number} 把密钥重新密封，用了 ${((elapsed() - began) / 1000).toFixed(1)} 秒。
请重新打印恢复单（bin/backup --recovery-sheet --again）放进保险柜，并马上做一次备份。旧密钥要留到最后一份旧备份到期。
Sealed anew by key ${number}. Print the recovery sheet again and take a backup now; keep the former key as long as any older backup.`);
}
