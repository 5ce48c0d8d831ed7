import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../../kit/refusal.ts';

// argon2id, 19 MiB, 2 passes (OWASP). At most two at a time: each takes a core for its while; 50 may wait, more are told to come back.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const MAY_WAIT = 50;
let running = 0;
const waiting: (() => void)[] = [];

async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAY_WAIT) throw new Refusal('busy', 503, { seconds: 5 });
    await new Promise<void>((go) => waiting.push(go));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

export const hashPassword = (password: string): Promise<string> => turn(() => hash(password, COST));

// Somebody's hash of a random word: compared when the account is unknown, so that both answers take as long.
let nobodys: Promise<string> | undefined;

/** False for a wrong password and for an unknown account, after the same work. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  nobodys ??= hash(Math.PI.toString(), COST);
  const against = stored ?? (await nobodys);
  return (await turn(() => verify(against, password))) && stored != null;
}
