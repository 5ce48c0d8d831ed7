import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import type { House } from '../kit/house.ts';
import type { Loops } from '../kit/run.ts';

export interface Healthy {
  readonly house: House;
  readonly config: Config;
  readonly loops: () => Loops | null;
}
const LEAST_FREE = 0.05;

/** /livez: the process turns. /readyz: it can do its work; says which part cannot. */
export function healthRoutes(app: FastifyInstance, healthy: Healthy): void {
  app.get('/livez', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await checksOf(healthy);
    const ready = Object.values(checks).every((one) => one === 'ok');
    return reply.status(ready ? 200 : 503).send({ ready, checks });
  });
}

async function checksOf({ house, config, loops }: Healthy): Promise<Record<string, string>> {
  const said = async (work: Promise<boolean>, trouble: string) => ((await work.catch(() => false)) ? 'ok' : trouble);
  const state = loops()?.state();
  return {
    database: await said(
      house.pool.query('select last from sequencer').then(() => true),
      'away',
    ),
    disk: await said(
      freeShare(config.dataDir).then((free) => free >= LEAST_FREE),
      'less than 5 % free',
    ),
    loops:
      !config.roles.includes('worker') || (state && state.trouble === null && state.lastTurn < 30_000)
        ? 'ok'
        : (state?.trouble ?? 'not running'),
  };
}
export async function freeShare(folder: string): Promise<number> {
  const { bavail, blocks } = await statfs(folder);
  return bavail / blocks;
}
