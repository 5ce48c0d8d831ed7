import { isCollision } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { type Hit, insertHits } from './visit-store.ts';

interface Waiting {
  readonly hit: Hit;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}
const MOST = 500;
const TRIES = 4;

/**
 * Takes hits and resolves when they are committed. What arrives while a commit is under way goes into the next one together,
 * so that a crowd costs a few commits and a single visitor never waits.
 */
export function visitRecorder(house: House): (hit: Hit) => Promise<void> {
  const waiting: Waiting[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST);
      try {
        await insertTogether(house, batch);
        for (const { done } of batch) done();
      } catch (error) {
        // Nothing of the batch was committed: each caller hears it and may come again.
        for (const { failed } of batch) failed(error);
      }
    }
    writing = false;
  };
  return (hit) =>
    new Promise((done, failed) => {
      waiting.push({ hit, done, failed });
      if (!writing) void write();
    });
}

async function insertTogether(house: House, batch: readonly Waiting[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await insertHits(
        house.db,
        batch.map(({ hit }) => hit),
        house.zone,
      );
    } catch (error) {
      if (!(isCollision(error) && tries < TRIES)) throw error;
    }
  }
}
