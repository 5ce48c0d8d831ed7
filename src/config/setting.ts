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

export const setting = <T>(it: Setting<T>): Setting<T> => it;
export const wrong = (): never => {
  throw new RangeError('wrong value');
};
export const whole = (low: number, high: number) => (text: string) => {
  const n = Number(text);
  return /^\d{1,9}$/.test(text) && n >= low && n <= high ? n : wrong();
};
export const oneOf =
  <const V extends string>(...values: readonly V[]) =>
  (text: string): V =>
    values.find((value) => value === text) ?? wrong();
export const either = (text: string): boolean => oneOf('on', 'off')(text) === 'on';
export const optional =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text === '' ? undefined : read(text);
export const address =
  (...schemes: readonly string[]) =>
  (text: string): string =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol) ? text : wrong();
export const origin = (text: string): string => {
  const url = new URL(address('http:', 'https:')(text));
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' ? url.origin : wrong();
};
export const list =
  <T>(read: (text: string) => T) =>
  (text: string): readonly T[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(read);
export const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : wrong());
// A network of all addresses would let every client name its own: no /0.
export const network = (text: string): string => {
  const [ip = '', bits, more] = text.split('/');
  const size = { 0: 0, 4: 32, 6: 128 }[isIP(ip)] ?? 0;
  if (bits !== undefined) whole(1, size)(bits);
  return size > 0 && more === undefined ? text : wrong();
};
export const timeOfDay = (text: string): { hour: number; minute: number } | undefined => {
  if (text === 'off') return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? wrong();
  return { hour: Number(hour), minute: Number(minute) };
};
export const timeZone = (text: string): string => new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
export const roles = (text: string): readonly Role[] => {
  const named = list(oneOf('web', 'worker'))(text);
  return named.length > 0 ? named : wrong();
};

export const templates = (
  text: string,
): Readonly<Partial<Record<'code' | 'activation' | 'unitLink' | 'recovery' | 'accountChanged', string>>> =>
  Object.fromEntries(
    list((pair) => {
      const [, kind = '', number = ''] = /^(code|activation|unitLink|recovery|accountChanged)=([\w-]{1,60})$/.exec(pair) ?? wrong();
      return [kind, number] as const;
    })(text),
  );

export const say = (zh: string, en: string): Sentence => ({ zh, en });
export const onOff = say('只能是 on 或 off', 'must be on or off');
export const portNumber = say('请填 1 到 65535 之间没有被占用的整数', 'set a free port, a whole number from 1 to 65535');
