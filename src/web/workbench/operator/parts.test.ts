import { expect, test } from 'vitest';
import { deskWords } from '../../words/desk.ts';
import { type HealthView, partsOf } from './parts.ts';

const from = { locale: 'zh', now: new Date('2026-07-21T10:00:00+08:00'), timeZone: 'Asia/Shanghai' } as const;
const well: HealthView = {
  at: from.now.toISOString(),
  database: { standing: 'good', version: '18.4', bytes: 12_582_912 },
  backup: { standing: 'good', at: '2026-07-20T18:30:00Z', nightly: true, failedAt: null, problem: null },
  disk: { standing: 'good', free: 61 * 2 ** 30, size: 100 * 2 ** 30 },
  facts: { standing: 'good', waiting: 0, reader: null, overdue: 0, trouble: null },
  notices: { standing: 'good', waiting: 0, since: null },
  mails: { standing: 'good', on: true, waiting: 0, since: null, gaveUp: 0 },
  factors: { standing: 'good', required: true, admins: 3, without: 0 },
  wechat: { standing: 'good', on: false, trouble: null, since: null },
  clock: { standing: 'good', difference: 0.1, manual: false },
  version: { standing: 'good', version: '0.1.0', node: 'v24.21.0', startedAt: '2026-07-19T01:00:00Z' },
};
const lines = (change: Partial<HealthView>, here = 1) => partsOf({ ...well, ...change }, { words: deskWords('zh'), from, here });
const said = (key: string, change: Partial<HealthView>, here?: number) => {
  const line = lines(change, here).find((one) => one.key === key);
  return [line?.standing, line?.sentence, line?.advice ?? ''].join(' | ');
};

test('a house that is well has ten good parts and nothing to do', () => {
  expect(lines({}).map(({ standing, advice }) => [standing, advice])).toEqual(Array.from({ length: 10 }, () => ['good', undefined]));
  expect(said('backup', {})).toBe('good | 上一次备份 今天 02:30，成功 | ');
  expect(said('disk', {})).toBe('good | 还剩 61 GB（61.0%），共 100 GB | ');
  expect(said('clock', {})).toBe('good | 和数据库相差 0.1 秒，和这台电脑相差 1 秒 | ');
});
test('second factors of administrators are told: all there, some missing, not asked for in a demo', () => {
  const factors = (more: Partial<HealthView['factors']>) => said('factors', { factors: { ...well.factors, ...more } });
  expect(factors({})).toBe('good | 管理员登录必须有第二步验证，3 位都已设好 | ');
  expect(factors({ standing: 'look', without: 1 })).toMatch(/^look \| 1 位管理员还没有设第二步验证 \| 下次登录时会先请他们设好/);
  expect(factors({ admins: 0 })).toMatch(/演示账号/);
  expect(factors({ standing: 'look', required: false })).toMatch(/没有要求.+ADMIN_FACTOR=off.+ \| 正式运行/);
});
test('what fails stands first, then what is looked after', () => {
  const found = lines({
    mails: { ...well.mails, standing: 'look', gaveUp: 2 },
    backup: { ...well.backup, standing: 'bad', at: '2026-07-19T18:30:00Z' },
  });
  expect(found.slice(0, 3).map(({ key }) => key)).toEqual(['backup', 'mails', 'database']);
});
test('a backup is told by what became of it', () => {
  const backup = (more: Partial<HealthView['backup']>) => said('backup', { backup: { ...well.backup, ...more } });
  expect(backup({ standing: 'bad', at: '2026-07-19T18:30:00Z' })).toMatch(
    /^bad \| 上一次成功的备份是 昨天 02:30，已超过 26 小时 \| 在服务器上运行 bin\/backup/,
  );
  expect(backup({ standing: 'look', at: null })).toMatch(/还没有备份，今夜自动做第一份 \| 不想等/);
  expect(backup({ standing: 'bad', at: null })).toMatch(/已运行超过 26 小时，还没有一份备份 \| 在服务器上/);
  expect(backup({ standing: 'look', nightly: false })).toMatch(/每夜备份是关着的，上一次备份 今天 02:30 \| 把设置 BACKUP_AT/);
  const problem = { zh: '磁盘满了。', en: 'The disk is full.' };
  expect(backup({ standing: 'look', failedAt: '2026-07-21T01:30:00Z', problem })).toMatch(
    /^look \| 今天 09:30 那一次没有成功：磁盘满了。 上一次备份 今天 02:30，成功 \| 在服务器上/,
  );
});
test('what waits is told with its number and age, and what to do', () => {
  const facts = (more: Partial<HealthView['facts']>) => said('facts', { facts: { ...well.facts, standing: 'bad', ...more } });
  expect(facts({ overdue: 3 })).toMatch(/3 件到点的事没有办/);
  expect(facts({ trouble: 'reader notices' })).toMatch(/后台处理停住了：reader notices \| 重新启动/);
  expect(facts({ standing: 'look', waiting: 2000, reader: 'notices' })).toMatch(/2,000 条在排队，最慢的是 notices/);
  expect(said('facts', { facts: { ...well.facts, waiting: 2 } })).toBe('good | 2 条正在处理 | ');
  const since = '2026-07-21T01:00:00Z';
  expect(said('notices', { notices: { standing: 'bad', waiting: 4, since } })).toMatch(/4 条还没有变成消息，最早的是 今天 09:00/);
  expect(said('mails', { mails: { ...well.mails, standing: 'bad', waiting: 1, since, gaveUp: 2 } })).toMatch(
    /1 封还没有发出，最早的是 今天 09:00；近 7 天有 2 封多次发不出去，已放弃 \| 检查设置 SMTP_URL/,
  );
  expect(said('mails', { mails: { ...well.mails, on: false } })).toBe('good | 没有设置邮件服务器，只发站内消息 | ');
});
test('a clock that is off is told from whose', () => {
  expect(said('clock', { clock: { standing: 'bad', difference: -12.4, manual: false } })).toMatch(/^bad \| 和数据库的时钟相差 12.4 秒/);
  expect(said('clock', {}, 312)).toMatch(/^look \| 服务器和这台电脑相差 312 秒 \| 请看准确的时间/);
  expect(said('clock', { clock: { standing: 'good', difference: 99, manual: true } }, 9e6)).toBe('good | 测试安装，时间由测试决定 | ');
});
