import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { settings } from '../../src/config/settings.ts';
import { isBackupDue } from '../../src/operations/nightly.ts';

describe('the settings', () => {
  test.each([
    ['docs/guide/operator.md', 'zh'],
    ['docs/guide/en/operator.md', 'en'],
  ] as const)('stand in the one table of %s, each with its preset, meaning and values', (guide, language) => {
    const rows = readFileSync(guide, 'utf8')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
      .map((line) =>
        line
          .split(' | ')
          .map((cell) => cell.replace(/^\| |\s*\|$|`/g, ''))
          .slice(0, 4),
      );
    expect(rows).toEqual(
      Object.values(settings).map(({ name, preset, what, allowed }) => [
        name,
        preset === '' ? '–' : preset,
        what[language],
        allowed[language],
      ]),
    );
  });

  test.each([
    ['PORT', '0', '70000', 'http'],
    ['METRICS_PORT', '-1', 'x'],
    ['HEYI_MODE', 'prod'],
    ['HEYI_LAN', 'yes'],
    ['PUBLIC_URL', 'heyi.example.org', 'https://heyi.example.org/path', 'ftp://heyi.example.org', 'https://a:b@heyi.example.org'],
    ['TRUSTED_PROXY', 'proxy', '10.0.0.0/33', '10.0.0.1;10.0.0.2', '10.0.0.256', '10.0.0', 'fd00::/129', '1:2'],
    ['DATABASE_URL', 'mysql://a', 'postgresql://a b'],
    ['HEYI_DB_ACCOUNT', 'Some One'],
    ['ROLES', 'web,live', ','],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['SMS_GATEWAY', 'soap'],
    ['SMS_URL', 'sms.example.org', 'gopher://sms.example.org', 'file:///etc/passwd'],
    ['SMS_SECRET', 'too short', 'with a blank in its middle'],
    ['SMS_SIGN', '【清渚市政协】', '字'],
    ['SMS_TEMPLATES', 'login=1', 'code', 'code=a b'],
    ['WECHAT_APP_ID', 'wx123', 'gh_0123456789ab'],
    ['WECHAT_APP_SECRET', 'too-short'],
    ['WECHAT_API', 'api.weixin.qq.com', 'https://api.weixin.qq.com/cgi-bin'],
    ['WECHAT_VERIFY', 'verify.html', 'MP_verify_../../etc/passwd.txt'],
    ['OIDC_ISSUER', 'sso.example.cn', 'ftp://sso.example.cn'],
    ['OIDC_CLIENT_SECRET', 'too short', 'short'],
    ['OIDC_NAME', '一', 'a\tb'],
    ['SITE_NAME', 'x'.repeat(21), 'a\tb'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['MAX_UPLOAD_MB', '0', '1.5'],
    ['BACKUP_AT', '24:00', '2:30', 'never'],
    ['BACKUP_KEEP', '0'],
    ['HEYI_CLOCK', 'fast'],
    ['LIMITS', 'no'],
    ['LOG_LEVEL', 'loud'],
    ['DATA_DIR', '/'],
  ])('%s with a wrong value is refused by a sentence that names it', (name, ...values) => {
    for (const value of values) {
      expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`设置 ${name}.* 不对：.*请填|设置 ${name}.* 不对：只能是`));
    }
  });

  test('secrets of a wrong value are not repeated', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://heyi:secret@host/db' })).toThrow(/^(?!.*secret)/s);
    expect(() => readConfig({ SMTP_URL: 'http://heyi:secret@host' })).toThrow(/^(?!.*secret)/s);
    expect(() => readConfig({ SMS_SECRET: 'my secret' })).toThrow(/^(?!.*my secret)/s);
  });

  test('a misspelt name is refused, since it would quietly run a demo', () => {
    expect(() => readConfig({ HEYI_MOD: 'production' })).toThrow('不认识的设置 HEYI_MOD');
  });

  const production = { HEYI_MODE: 'production', PUBLIC_URL: 'https://heyi.example.org' };
  test.each([
    ['http', { ...production, PUBLIC_URL: 'http://heyi.example.org' }, 'PUBLIC_URL'],
    ['no address', { HEYI_MODE: 'production' }, 'PUBLIC_URL'],
    ['the local network', { ...production, HEYI_LAN: 'on' }, '--lan'],
    ['a manual clock', { ...production, HEYI_CLOCK: 'manual' }, 'HEYI_CLOCK'],
    ['administrators without a second factor', { ...production, ADMIN_FACTOR: 'off' }, 'ADMIN_FACTOR'],
    ['limits off', { ...production, LIMITS: 'off' }, 'LIMITS'],
    ['a WeChat in the open', { ...production, WECHAT_API: 'http://api.weixin.qq.com' }, 'WECHAT_API'],
    ['a WeChat on this machine', { ...production, WECHAT_API: 'http://127.0.0.1:1234' }, 'WECHAT_API'],
    ['half of a service account', { ...production, WECHAT_APP_ID: 'wx0123456789abcdef' }, 'WECHAT_APP_SECRET'],
    [
      'a single sign-on in the open',
      { ...production, OIDC_ISSUER: 'http://sso.example.cn', OIDC_CLIENT_ID: 'heyi', OIDC_CLIENT_SECRET: 'sixteen-characters' },
      'OIDC_ISSUER',
    ],
    ['half of a single sign-on', { ...production, OIDC_ISSUER: 'https://sso.example.cn' }, 'OIDC_CLIENT_ID'],
    ['a sender without a server', { ...production, MAIL_FROM: 'a@example.org' }, 'SMTP_URL'],
  ])('production with %s is refused', (_, env, named) => {
    expect(() => readConfig(env)).toThrow(named);
  });

  const texts = { SMS_GATEWAY: 'json', SMS_ACCOUNT: 'heyi', SMS_SECRET: 'sixteen-characters-and-more', SMS_SIGN: '清渚市政协' };
  test('a text message gateway is set whole, and lies on another machine behind https', () => {
    const there = { ...texts, SMS_URL: 'https://sms.example.org/send' };
    expect(readConfig({ ...production, ...there }).smsUrl).toBe('https://sms.example.org/send');
    expect(readConfig({ ...texts, SMS_URL: 'http://127.0.0.1:8025/send' }).smsGateway).toBe('json');
    for (const url of [
      'https://localhost/send',
      'https://127.0.0.1/',
      'https://127.9.9.9/',
      'https://[::1]/',
      'https://0x7f.1/',
      'https://localhost./',
    ])
      expect(() => readConfig({ ...production, ...texts, SMS_URL: url }), url).toThrow('SMS_URL');
    expect(() => readConfig({ ...production, ...texts, SMS_URL: 'http://sms.example.org/send' })).toThrow('SMS_URL');
    expect(() => readConfig({ ...texts, SMS_URL: 'http://10.0.0.8/send' })).toThrow('SMS_URL');
    expect(() => readConfig(texts)).toThrow('SMS_URL');
    expect(() => readConfig({ ...there, SMS_SIGN: '' })).toThrow('SMS_SIGN');
    expect(readConfig({ SMS_TEMPLATES: 'code=SMS_1, recovery=SMS_2' }).smsTemplates).toEqual({ code: 'SMS_1', recovery: 'SMS_2' });
  });

  test('production as it should be', () => {
    expect(readConfig(production)).toMatchObject({ mode: 'production', host: '127.0.0.1', publicUrl: 'https://heyi.example.org' });
    expect(readConfig({ PORT: '8080', DATA_DIR: '', HEYI_FROM: '/elsewhere' })).toMatchObject({
      metricsPort: 9080,
      dataDir: `${process.cwd()}/var`,
    });
    expect(readConfig({ DATA_DIR: 'here', HEYI_FROM: '/elsewhere' })).toMatchObject({
      dataDir: '/elsewhere/here',
      backupDir: '/elsewhere/here/backups',
    });
    expect(readConfig({ TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8' }).trustedProxy).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
  });
});

describe('the nightly backup is due', () => {
  const schedule = { at: { hour: 2, minute: 30 }, timeZone: 'Asia/Shanghai' };
  const done = (at: string) => ({ ok: true, at });
  test.each([
    ['when there was none', '2026-07-01T00:00:00Z', undefined, true],
    ['not twice in one night', '2026-07-01T20:00:00Z', done('2026-07-01T18:30:00Z'), false],
    ['not before its time', '2026-07-02T18:29:00Z', done('2026-07-01T18:31:00Z'), false],
    ['at its time', '2026-07-02T18:30:00Z', done('2026-07-01T18:31:00Z'), true],
    ['after a night when the machine was off', '2026-07-03T01:00:00Z', done('2026-07-01T18:31:00Z'), true],
    ['not within the hour after a failure', '2026-07-03T01:00:00Z', { ok: false, at: null, failedAt: '2026-07-03T00:10:00Z' }, false],
    ['an hour after a failure', '2026-07-03T01:11:00Z', { ok: false, at: null, failedAt: '2026-07-03T00:10:00Z' }, true],
  ])('%s', (_, now, last, due) => {
    expect(isBackupDue(new Date(now), last, schedule)).toBe(due);
  });
});
