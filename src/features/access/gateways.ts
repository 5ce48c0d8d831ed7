import { createHmac } from 'node:crypto';
import type { Clock } from '../../kit/clock.ts';
import { TextAway, type TextKind, type TextMessage, TextRefused, type TextSender } from './text-sender.ts';

/** How this installation reaches its provider of text messages. */
export interface GatewayAccess {
  readonly url: string;
  readonly account: string;
  readonly secret: string;
  /** 签名, registered with the provider: 【清渚市政协】 stands before each text. */
  readonly sign: string;
  /** The provider's number of the approved text of each kind; none where it takes whole sentences. */
  readonly templates: Readonly<Partial<Record<TextKind, string>>>;
}

/** A gateway that does not answer holds up whoever waits for a code: no longer than this. */
export const PATIENCE_MS = 8_000;
const MOST_ANSWER = 16_384;

/**
 * Example 1, JSON. The body is signed: X-Signature = hex HMAC-SHA256(secret, timestamp "\n" body).
 * It answers 200 {"code":"OK","id":"…"}; a message it has seen before is answered DUPLICATE and sent once.
 */
export const jsonGateway = (access: GatewayAccess, clock: Clock, patience = PATIENCE_MS): TextSender => ({
  name: 'json',
  async send(message) {
    const body = JSON.stringify({
      id: message.id,
      to: message.to,
      sign: access.sign,
      ...(access.templates[message.kind] === undefined
        ? { text: message.text }
        : { template: access.templates[message.kind], values: message.values }),
    });
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const answer = await post(access.url, patience, body, {
      'content-type': 'application/json; charset=utf-8',
      'x-account': access.account,
      'x-timestamp': timestamp,
      'x-signature': createHmac('sha256', access.secret).update(`${timestamp}\n${body}`).digest('hex'),
    });
    const code = codeIn(answer);
    if (code === 'OK' || code === 'DUPLICATE') return;
    throw JSON_NEVER.has(code) ? new TextRefused(code) : new TextAway(code);
  },
});
const JSON_NEVER = new Set(['INVALID_NUMBER', 'BLACKLISTED', 'TEMPLATE_REFUSED', 'SIGN_REFUSED', 'CONTENT_REFUSED']);
function codeIn(answer: string): string {
  try {
    const said: unknown = JSON.parse(answer);
    return typeof said === 'object' && said !== null && 'code' in said ? plain(String(said.code)) : 'UNREADABLE';
  } catch {
    // Whatever stands between us answered with a page of its own.
    return 'UNREADABLE';
  }
}

/**
 * Example 2, a form, as older gateways take it: account, password (hex HMAC-SHA256(secret, account timestamp)), mobile, content, msgid.
 * It answers one line: `0,MSGID` when taken, otherwise `CODE,words`; 5 is a msgid that it has seen before.
 */
export const formGateway = (access: GatewayAccess, clock: Clock, patience = PATIENCE_MS): TextSender => ({
  name: 'form',
  async send(message) {
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const answer = await post(access.url, patience, new URLSearchParams(fieldsOf(access, message, timestamp)).toString(), {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    });
    const code = plain(answer.split(/[,\r\n]/)[0] ?? '');
    if (code === '0' || code === '5') return;
    throw FORM_NEVER.has(code) ? new TextRefused(code) : new TextAway(/^-?\d{1,4}$/.test(code) ? code : 'UNREADABLE');
  },
});
const fieldsOf = ({ account, secret, sign, templates }: GatewayAccess, { id, to, kind, text }: TextMessage, timestamp: string) => ({
  account,
  timestamp,
  password: createHmac('sha256', secret).update(`${account}${timestamp}`).digest('hex'),
  mobile: to,
  msgid: id,
  content: `【${sign}】${text}`,
  ...(templates[kind] === undefined ? {} : { template: templates[kind] }),
});
// 101 number, 102 blacklisted, 103 words not allowed, 104 signature not registered.
const FORM_NEVER = new Set(['101', '102', '103', '104']);

/** What a gateway says of itself goes into logs and tables: letters and digits only, no number of anybody. */
const plain = (code: string): string => (/^[\w-]{1,40}$/.test(code) && !/\d{7}/.test(code) ? code : 'UNREADABLE');

/** One request, never repeated here: whether it was taken is not known when no answer came. Redirects lead elsewhere and are not followed. */
async function post(url: string, patience: number, body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new TextAway(causeOf(error));
  });
  const text = await firstOf(response).catch((error: unknown) => {
    throw new TextAway(causeOf(error));
  });
  if (response.status !== 200) throw new TextAway(`HTTP_${response.status}`);
  return text;
}
async function firstOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_ANSWER) throw new TextAway('TOO_LONG');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
function causeOf(error: unknown): string {
  if (error instanceof TextAway) return error.code;
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? plain(String(cause.code)) : 'UNREACHED';
}
