import { createHash } from 'node:crypto';

/** As WeChat asks for it: names in order, values as they are. SHA-1 is WeChat's choice; nothing of ours rests on it. */
export const signatureOf = (s: { ticket: string; nonce: string; timestamp: number; url: string }): string =>
  createHash('sha1').update(`jsapi_ticket=${s.ticket}&noncestr=${s.nonce}&timestamp=${s.timestamp}&url=${s.url}`).digest('hex');
