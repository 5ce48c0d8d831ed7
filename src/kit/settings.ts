import { isIP } from 'node:net';
import type { Sentence } from './unfit.ts';

export interface Setting<T> {
  readonly name: string;
  /** As the operator would write it; '' means unset. */
  readonly preset: string;
  readonly what: Sentence;
  /** What to set when the value is wrong; follows the name and the wrong value. */
  readonly allowed: Sentence;
  readonly read: (text: string) => T;
}
export type Role = 'web' | 'worker';

const setting = <T>(it: Setting<T>): Setting<T> => it;
const wrong = (): never => {
  throw new RangeError('wrong value');
};
const whole = (low: number, high: number) => (text: string) => {
  const n = Number(text);
  return /^\d{1,9}$/.test(text) && n >= low && n <= high ? n : wrong();
};
const oneOf =
  <const V extends string>(...values: readonly V[]) =>
  (text: string): V =>
    values.find((value) => value === text) ?? wrong();
const either = (text: string): boolean => oneOf('on', 'off')(text) === 'on';
const optional =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text === '' ? undefined : read(text);
const address =
  (...schemes: readonly string[]) =>
  (text: string): string =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol) ? text : wrong();
const origin = (text: string): string => {
  const url = new URL(address('http:', 'https:')(text));
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' ? url.origin : wrong();
};
const list =
  <T>(read: (text: string) => T) =>
  (text: string): readonly T[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(read);
const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : wrong());
// A network of all addresses would let every client name its own: no /0.
const network = (text: string): string => {
  const [ip = '', bits, more] = text.split('/');
  const size = { 0: 0, 4: 32, 6: 128 }[isIP(ip)] ?? 0;
  if (bits !== undefined) whole(1, size)(bits);
  return size > 0 && more === undefined ? text : wrong();
};
const timeOfDay = (text: string): { hour: number; minute: number } | undefined => {
  if (text === 'off') return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? wrong();
  return { hour: Number(hour), minute: Number(minute) };
};
const timeZone = (text: string): string => new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
const roles = (text: string): readonly Role[] => {
  const named = list(oneOf('web', 'worker'))(text);
  return named.length > 0 ? named : wrong();
};

const templates = (text: string): Readonly<Partial<Record<'code' | 'activation' | 'unitLink' | 'recovery', string>>> =>
  Object.fromEntries(
    list((pair) => {
      const [, kind = '', number = ''] = /^(code|activation|unitLink|recovery)=([\w-]{1,60})$/.exec(pair) ?? wrong();
      return [kind, number] as const;
    })(text),
  );

const say = (zh: string, en: string): Sentence => ({ zh, en });
const onOff = say('只能是 on 或 off', 'must be on or off');
const portNumber = say('请填 1 到 65535 之间没有被占用的整数', 'set a free port, a whole number from 1 to 65535');

/** Every setting there is. The one table of the operator's guide is compared with this one by a test. */
export const settings = {
  mode: setting({
    name: 'HEYI_MODE',
    preset: 'demo',
    what: say('运行方式：demo 演示，production 正式', 'how it runs: demo or production'),
    allowed: say('请填 demo 或 production', 'must be demo or production'),
    read: oneOf('demo', 'production'),
  }),
  port: setting({
    name: 'PORT',
    preset: '8080',
    what: say('网页端口；也可写 --port N', 'port of the web pages; --port N is the same'),
    allowed: portNumber,
    read: whole(1, 65535),
  }),
  metricsPort: setting({
    name: 'METRICS_PORT',
    preset: '0',
    what: say('监测数据 /metrics 的端口，只在本机；0 表示 PORT+1000', 'port of /metrics, loopback only; 0 means PORT+1000'),
    allowed: portNumber,
    read: whole(0, 65535),
  }),
  lan: setting({
    name: 'HEYI_LAN',
    preset: 'off',
    what: say('演示时向局域网开放（未加密）；也可写 --lan', 'open the demo to the local network, unencrypted; --lan is the same'),
    allowed: onOff,
    read: either,
  }),
  publicUrl: setting({
    name: 'PUBLIC_URL',
    preset: '',
    what: say(
      '大家打开的网址，正式运行必须是 https；不填为 http://localhost:端口',
      'address people open, https in production; unset: http://localhost:PORT',
    ),
    allowed: say(
      '请填完整网址，不带路径，例如 https://yizheng.example.cn',
      'set a whole address without a path, such as https://heyi.example.org',
    ),
    read: optional(origin),
  }),
  trustedProxy: setting({
    name: 'TRUSTED_PROXY',
    preset: '',
    what: say(
      '可信反向代理的地址或网段，逗号分隔；只信它们转来的来访地址',
      'addresses or networks of your reverse proxies, by commas; only they may name the client address',
    ),
    allowed: say('请填 IP 或网段，例如 127.0.0.1,10.0.0.0/8', 'set addresses or networks, such as 127.0.0.1,10.0.0.0/8'),
    read: list(network),
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    preset: './var',
    what: say('数据文件夹：数据库、文件、密钥、备份', 'folder of all data: database, files, keys, backups'),
    allowed: say('请填文件夹的路径', 'set the path of a folder'),
    read: (text: string) => (text.includes('\0') || text === '/' ? wrong() : text),
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    preset: '',
    what: say('自备的 PostgreSQL（15–18）；不填用内置的', 'your own PostgreSQL (15–18); unset: the embedded one'),
    allowed: say('请填 postgresql://用户:密码@主机:端口/库名', 'set postgresql://user:password@host:port/database'),
    read: optional(matching(/^postgres(ql)?:\/\/\S+$/)),
  }),
  databaseAccount: setting({
    name: 'HEYI_DB_ACCOUNT',
    preset: '',
    what: say(
      '以 root 启动时，内置数据库用哪个系统账号运行；不填为 postgres，没有则 nobody',
      'system account of the embedded database when started as root; unset: postgres, else nobody',
    ),
    allowed: say('请填系统里已有的账号名', 'set the name of an existing system account'),
    read: optional(matching(/^[a-z_][a-z0-9_-]*$/)),
  }),
  roles: setting({
    name: 'ROLES',
    preset: 'web,worker',
    what: say('本进程做什么：web 网页，worker 后台', 'what this process does: web, worker'),
    allowed: say('请填 web、worker 或 web,worker', 'set web, worker or web,worker'),
    read: roles,
  }),
  smtpUrl: setting({
    name: 'SMTP_URL',
    preset: '',
    what: say('发信服务器；不填时演示打印在屏幕上，正式运行不发邮件', 'mail server; unset: the demo prints mail, production sends none'),
    allowed: say('请填 smtp://用户:密码@主机:端口 或 smtps://…', 'set smtp://user:password@host:port or smtps://…'),
    read: optional(address('smtp:', 'smtps:')),
  }),
  mailFrom: setting({
    name: 'MAIL_FROM',
    preset: '',
    what: say('发件人地址，与 SMTP_URL 一起填', 'sender of mail, set together with SMTP_URL'),
    allowed: say('请填邮箱地址，例如 yizheng@example.cn', 'set an address, such as heyi@example.org'),
    read: optional(matching(/^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/)),
  }),
  smsGateway: setting({
    name: 'SMS_GATEWAY',
    preset: 'off',
    what: say(
      '短信网关的接口样式：json（签名的 JSON）、form（表单）；off 时演示打印在屏幕上，正式运行不发短信',
      'how the text message gateway is spoken to: json (signed JSON), form; off: the demo prints messages, production sends none',
    ),
    allowed: say('请填 off、json 或 form', 'must be off, json or form'),
    read: oneOf('off', 'json', 'form'),
  }),
  smsUrl: setting({
    name: 'SMS_URL',
    preset: '',
    what: say('短信网关的地址；本机地址只供演示', 'address of the text message gateway; an address of this machine is for demos only'),
    allowed: say('请填 https:// 开头的网址', 'set an address that begins with https://'),
    read: optional(address('https:', 'http:')),
  }),
  smsAccount: setting({
    name: 'SMS_ACCOUNT',
    preset: '',
    what: say('短信网关的账号', 'account at the text message gateway'),
    allowed: say('请填服务商给的账号', 'set the account that your provider gave you'),
    read: matching(/^[\x21-\x7e]{0,100}$/),
  }),
  smsSecret: setting({
    name: 'SMS_SECRET',
    preset: '',
    what: say('短信网关的密钥，用来签名，不会原样发出', 'secret of the text message gateway; signs, and is never sent as it is'),
    allowed: say('请填服务商给的密钥，至少 16 个字符', 'set the secret that your provider gave you, at least 16 characters'),
    read: matching(/^$|^[\x21-\x7e]{16,200}$/),
  }),
  smsSign: setting({
    name: 'SMS_SIGN',
    preset: '',
    what: say('短信签名，在服务商处报备过的，不带【】', 'signature of text messages as registered with the provider, without brackets'),
    allowed: say('请填 2 到 16 个字', 'set 2 to 16 characters'),
    read: matching(/^$|^[^\p{Cc}【】]{2,16}$/u),
  }),
  smsTemplates: setting({
    name: 'SMS_TEMPLATES',
    preset: '',
    what: say(
      '短信模板编号，逗号分隔：code=…,activation=…,unitLink=…,recovery=…；不填的按整句发',
      'numbers of approved texts, by commas: code=…,activation=…,unitLink=…,recovery=…; what is left out is sent as a sentence',
    ),
    allowed: say('请填例如 code=SMS_1001,activation=SMS_1002', 'set for instance code=SMS_1001,activation=SMS_1002'),
    read: templates,
  }),
  wechatAppId: setting({
    name: 'WECHAT_APP_ID',
    preset: '',
    what: say('微信服务号的 AppID；不填就没有微信登录', 'AppID of your WeChat service account; unset: nothing of WeChat appears'),
    allowed: say('请填 wx 开头的 18 个字符', 'set the 18 characters that begin with wx'),
    read: matching(/^$|^wx[0-9a-f]{16}$/),
  }),
  wechatSecret: setting({
    name: 'WECHAT_APP_SECRET',
    preset: '',
    what: say('微信服务号的 AppSecret，与 WECHAT_APP_ID 一起填', 'AppSecret of the service account, set together with WECHAT_APP_ID'),
    allowed: say('请填 32 个字符的 AppSecret', 'set the AppSecret of 32 characters'),
    read: matching(/^$|^[0-9a-f]{32}$/),
  }),
  wechatApi: setting({
    name: 'WECHAT_API',
    preset: 'https://api.weixin.qq.com',
    what: say(
      '微信接口的地址；只有经自己的代理访问微信时才改',
      'address of the WeChat API; changed only where you reach WeChat by a proxy of your own',
    ),
    allowed: say('请填 https:// 开头的网址，不带路径', 'set an address that begins with https://, without a path'),
    read: origin,
  }),
  wechatVerify: setting({
    name: 'WECHAT_VERIFY',
    preset: '',
    what: say(
      '微信公众平台验证域名用的文件名（MP_verify_….txt）；填了就由合议答复',
      'name of the file by which WeChat verifies your domain (MP_verify_….txt); when set, this program answers it',
    ),
    allowed: say('请填例如 MP_verify_aBcDeFgHiJkLmNoP.txt', 'set for instance MP_verify_aBcDeFgHiJkLmNoP.txt'),
    read: matching(/^$|^MP_verify_[A-Za-z0-9]{8,64}\.txt$/),
  }),
  activationDays: setting({
    name: 'ACTIVATION_DAYS',
    preset: '30',
    what: say('激活卡和激活短信几天内有效', 'for how many days an activation card or text message is good'),
    allowed: say('请填 1 到 366 的整数', 'set a whole number from 1 to 366'),
    read: whole(1, 366),
  }),
  siteName: setting({
    name: 'SITE_NAME',
    preset: '合议',
    what: say('站点名称，显示在页头', 'name of the site, shown on top of each page'),
    allowed: say('请填 1 到 20 个字', 'set 1 to 20 characters'),
    read: matching(/^[^\p{Cc}]{1,20}$/u),
  }),
  timeZone: setting({
    name: 'TIME_ZONE',
    preset: 'Asia/Shanghai',
    what: say('时区', 'time zone'),
    allowed: say('请填时区名，例如 Asia/Shanghai', 'set the name of a time zone, such as Asia/Shanghai'),
    read: timeZone,
  }),
  maxUploadMb: setting({
    name: 'MAX_UPLOAD_MB',
    preset: '50',
    what: say('单个文件上限（MB）', 'largest file in MB'),
    allowed: say('请填 1 到 1024 的整数', 'set a whole number from 1 to 1024'),
    read: whole(1, 1024),
  }),
  backupAt: setting({
    name: 'BACKUP_AT',
    preset: '02:30',
    what: say('每晚自动备份的时刻（按 TIME_ZONE）；off 为不自动备份', 'time of the nightly backup (in TIME_ZONE); off: none'),
    allowed: say('请填 00:00 到 23:59，或 off', 'set 00:00 to 23:59, or off'),
    read: timeOfDay,
  }),
  backupKeep: setting({
    name: 'BACKUP_KEEP',
    preset: '14',
    what: say('保留最近几份自动备份', 'how many nightly backups are kept'),
    allowed: say('请填 1 到 1000 的整数', 'set a whole number from 1 to 1000'),
    read: whole(1, 1000),
  }),
  backupDir: setting({
    name: 'BACKUP_DIR',
    preset: '',
    what: say(
      '自动备份放在哪里，最好在另一块磁盘；不填为 DATA_DIR/backups',
      'folder of nightly backups, best on another disk; unset: DATA_DIR/backups',
    ),
    allowed: say('请填文件夹的路径', 'set the path of a folder'),
    read: (text: string) => (text.includes('\0') || text === '/' ? wrong() : text),
  }),
  adminFactor: setting({
    name: 'ADMIN_FACTOR',
    preset: 'on',
    what: say(
      '管理员（系统、安全、审计、运维）登录必须有第二步验证；off 只供演示安装',
      'administrators (system, security, audit, operator) need a second factor to sign in; off is for demo installations only',
    ),
    allowed: onOff,
    read: either,
  }),
  passwordDays: setting({
    name: 'PASSWORD_DAYS',
    preset: '0',
    what: say(
      '密码用满几天后，下次登录须换新的；0 为不要求（等保要求定期更换的单位可填 90）',
      'after how many days the next sign-in asks for a new password; 0: never (bodies under a rotation duty set 90)',
    ),
    allowed: say('请填 0 到 3650 的整数', 'set a whole number from 0 to 3650'),
    read: whole(0, 3650),
  }),
  clock: setting({
    name: 'HEYI_CLOCK',
    preset: 'system',
    what: say('时钟：system；manual 只供一次性的测试安装', 'clock: system; manual is for throw-away test installations only'),
    allowed: say('请填 system 或 manual', 'must be system or manual'),
    read: oneOf('system', 'manual'),
  }),
  limits: setting({
    name: 'LIMITS',
    preset: 'on',
    what: say('访问频率限制；off 只供手动时钟的测试安装', 'rate limits; off only in test installations with a manual clock'),
    allowed: onOff,
    read: either,
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    preset: 'info',
    what: say('日志详细程度：fatal error warn info debug trace', 'how much is logged: fatal error warn info debug trace'),
    allowed: say('请填 fatal、error、warn、info、debug 或 trace', 'must be fatal, error, warn, info, debug or trace'),
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
  }),
} as const;
