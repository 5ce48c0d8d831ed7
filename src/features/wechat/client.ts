import type { Clock } from '../../kit/clock.ts';

/** The committee's service account 服务号. */
export interface WeChatAccess {
  readonly appId: string;
  readonly secret: string;
  /** https://api.weixin.qq.com, or what stands in front of it. */
  readonly api: string;
  /** Where a phone is sent to say whose it is. */
  readonly authorize: string;
}
/** Something of WeChat's that is good for a while. */
export interface Credential {
  readonly value: string;
  readonly endsAt: Date;
}
/** All that this program asks of WeChat. Every call throws WeChatTrouble and nothing else. */
export interface WeChat {
  readonly appId: string;
  /** snsapi_base: silent, and tells the openid alone; nothing here needs a nickname or a portrait. */
  authorizeUrl(back: string, state: string): string;
  /** Whom the code stands for: good for five minutes, once. */
  openidOf(code: string): Promise<string>;
  accessToken(force: boolean): Promise<Credential>;
  jsapiTicket(accessToken: string): Promise<Credential>;
}

/** Why WeChat did not do it: its number, or what happened on the way. Never its sentence, an address or a secret. */
export class WeChatTrouble extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`WeChat: ${code}`);
    this.code = code;
  }
}

/** Somebody waits with a phone in their hand. */
export const PATIENCE_MS = 8_000;
const MOST_ANSWER = 65_536;

export function weChatClient({ appId, secret, api, authorize }: WeChatAccess, clock: Clock, patience = PATIENCE_MS): WeChat {
  const ask = (path: string, query: Record<string, string>, body?: object) =>
    answerOf(`${api}${path}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`, patience, body);
  // What is good for 7,200 seconds counts from before it was asked for.
  const credential = async (name: string, asked: () => Promise<Said>): Promise<Credential> => {
    const from = clock.now().getTime();
    const said = await asked();
    return { value: textIn(said, name), endsAt: new Date(from + secondsIn(said) * 1000) };
  };
  return {
    appId,
    authorizeUrl(back, state) {
      // WeChat compares the order of these too.
      const query = new URLSearchParams({ appid: appId, redirect_uri: back, response_type: 'code', scope: 'snsapi_base', state });
      return `${authorize}?${query}#wechat_redirect`;
    },
    async openidOf(code) {
      const said = await ask('/sns/oauth2/access_token', { appid: appId, secret, code, grant_type: 'authorization_code' });
      // A snapshot page carries a made-up openid: it is nobody's.
      if (said['is_snapshotuser'] === 1) throw new WeChatTrouble('SNAPSHOT');
      return textIn(said, 'openid');
    },
    // The stable one: another program of the same account keeps its own, and neither ends the other's.
    accessToken: (force) =>
      credential('access_token', () =>
        ask('/cgi-bin/stable_token', {}, { grant_type: 'client_credential', appid: appId, secret, force_refresh: force }),
      ),
    jsapiTicket: (token) => credential('ticket', () => ask('/cgi-bin/ticket/getticket', { access_token: token, type: 'jsapi' })),
  };
}

type Said = Readonly<Record<string, unknown>>;

/** One request, never repeated here: a code is good for one. */
async function answerOf(url: string, patience: number, body?: object): Promise<Said> {
  const text = await received(url, patience, body).catch((error: unknown) => {
    throw error instanceof WeChatTrouble ? error : new WeChatTrouble(causeOf(error));
  });
  const said = parsed(text);
  const code = said['errcode'];
  if (code !== undefined && code !== 0) throw new WeChatTrouble(Number.isSafeInteger(code) ? String(code) : 'UNREADABLE');
  return said;
}
async function received(url: string, patience: number, body?: object): Promise<string> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_ANSWER) throw new WeChatTrouble('TOO_LONG');
    parts.push(part);
  }
  if (response.status !== 200) throw new WeChatTrouble(`HTTP_${response.status}`);
  return Buffer.concat(parts).toString('utf8');
}
function parsed(text: string): Said {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return Object.fromEntries(Object.entries(said));
  } catch {
    // Whatever stands between us answered with a page of its own.
  }
  throw new WeChatTrouble('UNREADABLE');
}
function textIn(said: Said, name: string): string {
  const value = said[name];
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,1024}$/.test(value)) throw new WeChatTrouble('UNREADABLE');
  return value;
}
function secondsIn(said: Said): number {
  const seconds = said['expires_in'];
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= 86_400)) throw new WeChatTrouble('UNREADABLE');
  return seconds;
}
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && /^[\w-]{1,40}$/.test(String(cause.code)) ? String(cause.code) : 'UNREACHED';
}
