import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import { elapsed } from '../kit/clock.ts';
import type { House } from '../kit/house.ts';

/** /metrics, on its own loopback port: requests by route, the process, the pool, facts that wait. */
export async function metricsApp(app: FastifyInstance, house: House, config: Config): Promise<FastifyInstance> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  watchHouse(register, house);
  watchRequests(register, app);
  const own = Fastify({ logger: false });
  own.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()));
  if (config.roles.includes('web')) await own.listen({ port: config.metricsPort, host: '127.0.0.1' });
  return own;
}

function watchHouse(register: Registry, house: House): void {
  new Gauge({
    name: 'heyi_facts_waiting',
    help: 'Committed facts without a position',
    registers: [register],
    async collect() {
      const { rows } = await sql<{ n: number }>`select count(*) as n from fact where position is null`.execute(house.db);
      this.set(rows[0]?.n ?? 0);
    },
  });
  new Gauge({
    name: 'heyi_pool_waiting',
    help: 'Requests waiting for a database connection',
    registers: [register],
    collect() {
      this.set(house.pool.waitingCount);
    },
  });
}

function watchRequests(register: Registry, app: FastifyInstance): void {
  const seconds = new Histogram({
    name: 'heyi_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [register],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 5],
  });
  const refused = new Counter({ name: 'heyi_refused_total', help: 'Answers 401, 403, 429', labelNames: ['status'], registers: [register] });
  const began = new WeakMap<object, number>();
  app.addHook('onRequest', async (request) => void began.set(request, elapsed()));
  app.addHook('onResponse', async (request, reply) => {
    const status = String(reply.statusCode);
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? '-', status },
      (elapsed() - (began.get(request) ?? elapsed())) / 1000,
    );
    if (['401', '403', '429'].includes(status)) refused.inc({ status });
  });
}
