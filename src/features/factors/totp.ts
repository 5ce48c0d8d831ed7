import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// RFC 6238 over HOTP (RFC 4226): SHA-1, 30 seconds, six digits, which every authenticator app speaks.
const SECONDS = 30;
const DIGITS = 6;

/** The 30-second step in which a moment lies. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / SECONDS);

/** The code of one step. */
export function codeOf(secret: Uint8Array, step: number, digits: number = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(19) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is: of now, or one to either side, since clocks differ; null when it is none of them. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | null {
  const given = Buffer.from(code);
  const fitting = [-1, 0, 1].map((by) => stepAt(now) + by).filter((step) => equal(given, Buffer.from(codeOf(secret, step))));
  return fitting.at(-1) ?? null;
}
const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** 160 random bits, as the RFC asks for SHA-1. */
export const newTotpSecret = (): string => base32(randomBytes(20));

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** What the app reads from the QR code. */
export function totpAddress({ site, account, secret }: { site: string; account: string; secret: string }): string {
  const label = `${encodeURIComponent(site)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: site, period: String(SECONDS), digits: String(DIGITS) })}`;
}
