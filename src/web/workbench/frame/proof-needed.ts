import { useSyncExternalStore } from 'react';
import { readProof } from '../../../features/factors/contract.ts';
import { call, whenProofNeeded } from '../../call.ts';
import { client } from '../queries.ts';

let waiting: ((given: boolean) => void)[] = [];
const listeners = new Set<() => void>();
const tell = () => {
  for (const one of listeners) one();
};

/** One dialog for however many calls wait; each goes on, or is refused, by its answer. */
const ask = (): Promise<boolean> =>
  new Promise((resolve) => {
    waiting = [...waiting, resolve];
    tell();
  });
export const proofNeeded = {
  answer(given: boolean): void {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve(given);
    tell();
  },
};
export const useProofNeeded = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting.length > 0,
  );

/** Before a download by a link, which no call can repeat: asks unless a proof of the last minutes still counts. */
export async function proved(): Promise<boolean> {
  const { fresh } = await call(readProof, { as: 'stepUp' });
  return fresh || ask();
}

/** The mark of the login changes with a proof: what is on its way with the old one would be answered with a sign-in. */
export const quiet = (): Promise<void> => client.cancelQueries();
whenProofNeeded(ask);
