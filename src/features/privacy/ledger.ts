import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One line of the ledger: whom a restored backup must not bring back. Ids only, which name nobody once the person is erased. */
export interface LedgerLine {
  readonly personId: string;
  readonly at: Date;
  readonly kind: string;
}

/**
 * The erasure ledger outside of the database: a backup that is older than an erasure does not hold it. It stands in the data folder
 * and, since that may be lost with its machine, beside the backups; both are read as one.
 */
export interface ErasureLedger {
  read(): Promise<LedgerLine[]>;
  append(lines: readonly LedgerLine[]): Promise<void>;
}

export const LEDGER_FILE = 'erasures.ledger';

export function erasureLedger(files: readonly string[]): ErasureLedger {
  return {
    read: async () => merged(await Promise.all(files.map(linesIn))),
    append: async (lines) => {
      for (const file of files) await appendMissing(file, lines);
    },
  };
}

export const merged = (parts: readonly (readonly LedgerLine[])[]): LedgerLine[] => [
  ...new Map(parts.flat().map((line) => [line.personId, line])).values(),
];

/** A line that was cut by a power failure is none: the database knows the erasure and writes it again at the next start. */
export async function linesIn(file: string): Promise<LedgerLine[]> {
  if (!existsSync(file)) return [];
  const text = await readFile(file, 'utf8');
  return text.split('\n').flatMap((line) => {
    const [, at = '', personId, kind = ''] = /^(\S+) ([0-9a-f-]{36}) (\w+)$/.exec(line) ?? [];
    return personId !== undefined && !Number.isNaN(Date.parse(at)) ? [{ personId, at: new Date(at), kind }] : [];
  });
}

/** On the disk when this returns. */
async function appendMissing(file: string, lines: readonly LedgerLine[]): Promise<void> {
  const known = new Set((await linesIn(file)).map(({ personId }) => personId));
  const fresh = lines.filter(({ personId }) => !known.has(personId));
  if (fresh.length === 0) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const text = fresh.map(({ at, personId, kind }) => `${at.toISOString()} ${personId} ${kind}\n`).join('');
  const cut = existsSync(file) && !(await readFile(file, 'utf8')).endsWith('\n') ? '\n' : '';
  await appendFile(file, cut + text, { mode: 0o600 });
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}
