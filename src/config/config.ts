import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { settings } from './settings.ts';
import { leave, type Sentence, Unfit } from './unfit.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Table = typeof settings;
type Read = { [K in keyof Table]: ReturnType<Table[K]['read']> };

/** The checked settings of one process, with what follows from them. Folders are absolute. */
export interface Config extends Omit<Read, 'publicUrl'> {
  /** Loopback unless the demo is opened to the local network. */
  readonly host: string;
  readonly publicUrl: string;
  /** Uploaded files, by the digest of their content. */
  readonly filesDir: string;
  /** Keys that are never in a backup. */
  readonly keysDir: string;
}

/** Reads and checks every setting; an empty value counts as unset. Relative folders start where the command was given. */
export function readConfig(env: Environment): Config {
  const { read, sentences } = readEach(env);
  // All at once, so that the operator mends them in one go.
  if (sentences.length > 0 || !isWhole(read)) throw new Unfit(...sentences);
  const together = rules.filter((rule) => rule.when(read)).map((rule) => rule.say);
  if (together.length > 0) throw new Unfit(...together);
  const from = env['HEYI_FROM'] ?? process.cwd();
  const dataDir = (env['DATA_DIR'] ?? '') === '' ? resolve(settings.dataDir.preset) : resolve(from, read.dataDir);
  return {
    ...read,
    metricsPort: read.metricsPort === 0 ? read.port + 1000 : read.metricsPort,
    host: read.lan ? '0.0.0.0' : '127.0.0.1',
    publicUrl: read.publicUrl ?? `http://${read.lan ? ownAddress() : 'localhost'}:${read.port}`,
    dataDir,
    filesDir: join(dataDir, 'files'),
    keysDir: join(dataDir, 'keys'),
    backupDir: read.backupDir === '' ? join(dataDir, 'backups') : resolve(from, read.backupDir),
  };
}

/** As readConfig, for an entry file: prints what to set and leaves with code 2. */
export function configOrLeave(env: Environment): Config {
  try {
    return readConfig(env);
  } catch (error) {
    return leave(error);
  }
}

// Names with our prefix that are no settings of the operator: where and how a command was given.
const internal = new Set(['HEYI_FROM', 'HEYI_NOHUP']);

function readEach(env: Environment): { read: Partial<Read>; sentences: Sentence[] } {
  const sentences: Sentence[] = [];
  const names = new Set<string>(Object.values(settings).map((one) => one.name));
  // A misspelt HEYI_MODE would quietly run a demo.
  for (const name of Object.keys(env))
    if (name.startsWith('HEYI_') && !names.has(name) && !internal.has(name))
      sentences.push({ zh: `不认识的设置 ${name}，请检查拼写。`, en: `Unknown setting ${name}: check its spelling.` });
  const entries = Object.entries(settings).map(([key, { name, preset, allowed, read }]) => {
    const given = env[name]?.trim() ?? '';
    try {
      return [key, read(given === '' ? preset : given)];
    } catch {
      const shown = secretive.has(name) ? '' : `“${given}”`;
      sentences.push({
        zh: `设置 ${name}${shown} 不对：${allowed.zh}。`,
        en: `Setting ${name}${shown.replace('“', ' "').replace('”', '"')} is wrong: ${allowed.en}.`,
      });
      return [key, undefined];
    }
  });
  return { read: Object.fromEntries(entries), sentences };
}

// Their values hold passwords and are not repeated on the screen or in a log.
const secretive = new Set(['DATABASE_URL', 'SMTP_URL', 'SMS_SECRET', 'WECHAT_APP_SECRET', 'OIDC_CLIENT_SECRET']);
const isWhole = (read: Partial<Read>): read is Read => Object.keys(settings).every((key) => key in read);

/** What single settings may not say together. */
const rules: readonly { when: (read: Read) => boolean; say: Sentence }[] = [
  {
    when: ({ mode, publicUrl }) => mode === 'production' && !publicUrl?.startsWith('https://'),
    say: {
      zh: '正式运行要求 PUBLIC_URL 是 https 网址，请设成例如 https://yizheng.example.cn，并在前面放好反向代理。',
      en: 'Production needs PUBLIC_URL to be an https address: set one such as https://heyi.example.org, behind a reverse proxy.',
    },
  },
  {
    when: ({ mode, lan }) => mode === 'production' && lan,
    say: {
      zh: '--lan（HEYI_LAN）不加密，只供演示，请去掉它，或设 HEYI_MODE=demo。',
      en: '--lan (HEYI_LAN) is not encrypted and only for demos: drop it, or set HEYI_MODE=demo.',
    },
  },
  {
    when: ({ mode, clock }) => mode === 'production' && clock === 'manual',
    say: {
      zh: '手动时钟只供一次性的测试安装，请设 HEYI_CLOCK=system。',
      en: 'A manual clock is for throw-away test installations only: set HEYI_CLOCK=system.',
    },
  },
  {
    when: ({ mode, adminFactor }) => mode === 'production' && !adminFactor,
    say: {
      zh: '正式运行时管理员必须有第二步验证，请设 ADMIN_FACTOR=on。',
      en: 'In production administrators need a second factor: set ADMIN_FACTOR=on.',
    },
  },
  {
    when: ({ limits, clock }) => !limits && clock !== 'manual',
    say: {
      zh: '访问频率限制只有在手动时钟的测试安装里可以关，请设 LIMITS=on。',
      en: 'Rate limits may be off only in a test installation with a manual clock: set LIMITS=on.',
    },
  },
  {
    when: ({ smtpUrl, mailFrom }) => (smtpUrl === undefined) !== (mailFrom === undefined),
    say: {
      zh: 'SMTP_URL 和 MAIL_FROM 要么都填，要么都不填。',
      en: 'Set SMTP_URL and MAIL_FROM together, or neither.',
    },
  },
  {
    when: ({ smsGateway, smsUrl, smsAccount, smsSecret, smsSign }) =>
      new Set([smsGateway !== 'off', smsUrl !== undefined, smsAccount !== '', smsSecret !== '', smsSign !== '']).size > 1,
    say: {
      zh: 'SMS_GATEWAY、SMS_URL、SMS_ACCOUNT、SMS_SECRET、SMS_SIGN 要么都填，要么都不填。',
      en: 'Set SMS_GATEWAY, SMS_URL, SMS_ACCOUNT, SMS_SECRET and SMS_SIGN together, or none of them.',
    },
  },
  {
    // A gateway on this machine or in the open is a test's: in production codes and numbers travel to the provider alone.
    when: ({ mode, smsUrl }) =>
      smsUrl !== undefined &&
      (mode === 'production' ? !smsUrl.startsWith('https:') || isHere(smsUrl) : !smsUrl.startsWith('https:') && !isHere(smsUrl)),
    say: {
      zh: '短信网关 SMS_URL 必须是 https 网址；本机地址（localhost、127.0.0.1）只供演示。',
      en: 'SMS_URL must be an https address; an address of this machine (localhost, 127.0.0.1) is for demos only.',
    },
  },
  {
    when: ({ wechatAppId, wechatSecret }) => (wechatAppId === '') !== (wechatSecret === ''),
    say: {
      zh: 'WECHAT_APP_ID 和 WECHAT_APP_SECRET 要么都填，要么都不填。',
      en: 'Set WECHAT_APP_ID and WECHAT_APP_SECRET together, or neither.',
    },
  },
  {
    when: ({ mode, wechatApi }) => !wechatApi.startsWith('https:') && (mode === 'production' || !isHere(wechatApi)),
    say: {
      zh: 'WECHAT_API 必须是 https 网址；本机地址只供演示。',
      en: 'WECHAT_API must be an https address; an address of this machine is for demos only.',
    },
  },
  {
    when: ({ oidcIssuer, oidcClientId, oidcSecret }) =>
      new Set([oidcIssuer !== undefined, oidcClientId !== '', oidcSecret !== '']).size > 1,
    say: {
      zh: 'OIDC_ISSUER、OIDC_CLIENT_ID、OIDC_CLIENT_SECRET 要么都填，要么都不填。',
      en: 'Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them.',
    },
  },
  {
    when: ({ mode, oidcIssuer }) =>
      oidcIssuer !== undefined && !oidcIssuer.startsWith('https:') && (mode === 'production' || !isHere(oidcIssuer)),
    say: {
      zh: 'OIDC_ISSUER 必须是 https 网址；本机地址只供演示。',
      en: 'OIDC_ISSUER must be an https address; an address of this machine is for demos only.',
    },
  },
  {
    when: ({ port, metricsPort }) => metricsPort === port || (metricsPort === 0 && port + 1000 > 65535),
    say: {
      zh: 'METRICS_PORT 不能和 PORT 相同，也不能大于 65535，请设一个没有被占用的端口。',
      en: 'METRICS_PORT may neither equal PORT nor be above 65535: set a free port.',
    },
  },
];

const isHere = (url: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|0(\.0){3}|\[::(1|ffff:7f.*)?\])$/.test(new URL(url).hostname.replace(/\.$/, ''));

/** The address by which others on the local network reach this machine. */
function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal);
  return found?.address ?? 'localhost';
}
