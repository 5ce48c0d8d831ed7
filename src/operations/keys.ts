import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { unfit } from '../config/unfit.ts';
import type { KeyRing } from '../kit/seal.ts';

/** Each key of an installation: backups are encrypted by it, digests are keyed by it, phones are sealed by it. */
export const keyNames = ['backup', 'digest', 'seal'] as const;
/** `seal-2` and on: later keys that seal; the first is number 1. Earlier ones are kept: older backups are sealed by them. */
export type KeyName = (typeof keyNames)[number] | `seal-${number}`;
const MOST_SEALS = 99;
const sealName = (number: number): KeyName => (number === 1 ? 'seal' : `seal-${number}`);

/** Every key of a folder that seals, the newest to seal by. */
export function readSealKeys(keysDir: string): KeyRing {
  const numbers = [1, ...Array.from({ length: MOST_SEALS - 1 }, (_, i) => i + 2).filter((number) => hasKey(keysDir, sealName(number)))];
  return { current: Math.max(...numbers), keys: new Map(numbers.map((number) => [number, readKey(keysDir, sealName(number))])) };
}
/** One more key to seal by. @returns its number. */
export function addSealKey(keysDir: string): number {
  const number = readSealKeys(keysDir).current + 1;
  if (number > MOST_SEALS) throw new RangeError('no number is left for another key');
  keepKey(keysDir, sealName(number), randomBytes(32));
  return number;
}

/** Reads a key of 32 bytes, making it at the first use. */
export function readKey(keysDir: string, name: KeyName): Uint8Array {
  const file = keyFile(keysDir, name);
  if (!existsSync(file)) keepKey(keysDir, name, randomBytes(32));
  const key = keyOf(readFileSync(file, 'utf8'));
  if (key === undefined)
    throw unfit(
      `密钥文件 ${file} 坏了。请按恢复单重新写入，或从原来的机器复制。`,
      `The key file ${file} is damaged. Write it anew from the recovery sheet, or copy it from the former machine.`,
    );
  return key;
}

export const hasKey = (keysDir: string, name: KeyName): boolean => existsSync(keyFile(keysDir, name));

/** Writes a key that is not there yet; two processes of the same moment end up with one. */
export function keepKey(keysDir: string, name: KeyName, key: Uint8Array): void {
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const half = join(keysDir, `${name}.${process.pid}.new`);
  const handle = openSync(half, 'w', 0o600);
  writeSync(handle, `${codeOf(key)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(half, keyFile(keysDir, name));
  } catch (error) {
    // The other one was first: its key counts.
    if (!existsSync(keyFile(keysDir, name))) throw error;
  } finally {
    rmSync(half, { force: true });
  }
}

/** The sheet for the safe: a line a key, readable aloud and typed back by hand. */
export const recoverySheet = (keysDir: string): string =>
  namesIn(keysDir)
    .map((name) => `${name.padEnd(7)}  ${codeOf(readKey(keysDir, name))}`)
    .join('\n');
const namesIn = (keysDir: string): KeyName[] => [
  ...keyNames,
  ...[...readSealKeys(keysDir).keys.keys()].filter((number) => number > 1).map(sealName),
];

/** Reads a sheet back; lines that are no keys (headings, notes) are skipped. */
export function keysOnSheet(text: string): Map<KeyName, Uint8Array> {
  const found = new Map<KeyName, Uint8Array>();
  for (const line of text.split('\n')) {
    const [, word = '', code = ''] = /^\s*([a-z]+(?:-\d{1,2})?)\s+([0-9a-z -]+)$/i.exec(line) ?? [];
    const name = keyNameOf(word.toLowerCase());
    if (name === undefined) continue;
    const key = keyOf(code);
    if (key === undefined)
      throw unfit(
        `恢复单上 ${name} 这一行抄错了，请逐组核对（不分大小写）。`,
        `The line ${name} of the recovery sheet has a mistake: compare it group by group (upper or lower case alike).`,
      );
    found.set(name, key);
  }
  return found;
}

const keyNameOf = (word: string): KeyName | undefined => {
  const number = /^seal-(\d{1,2})$/.exec(word)?.[1];
  return number === undefined ? keyNames.find((one) => one === word) : sealName(Number(number));
};

const keyFile = (keysDir: string, name: KeyName): string => join(keysDir, `${name}.key`);

// Crockford's alphabet has no I, L, O, U: nothing that a tired eye confuses.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 32 bytes of key and 3 of checksum: 14 groups of four signs. */
function codeOf(key: Uint8Array): string {
  const bits = [...key, ...checksum(key)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)] ?? '').join('');
  return (signs.match(/.{4}/g) ?? []).join('-');
}

function keyOf(code: string): Uint8Array | undefined {
  const signs = code.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  const bits = [...signs].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/[01]{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
  const key = bytes.slice(0, 32);
  return signs.length === 56 && bytes.length === 35 && checksum(key).equals(bytes.slice(32)) ? key : undefined;
}

const checksum = (key: Uint8Array): Buffer => createHash('sha256').update(key).digest().subarray(0, 3);
