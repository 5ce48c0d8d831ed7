import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Issuer } from '../features/provider/issuer.ts';
import { note } from '../kit/audit.ts';
import { answeredBefore } from '../kit/change.ts';
import { mount, type Route } from '../kit/serve.ts';
import type { PageRoute } from '../web/page-route.ts';
import { words } from '../web/words/index.ts';
import { callOf, type Gate } from './calls.ts';
import { noteRefused, sendTold, tell } from './errors.ts';
import { openapi } from './openapi.ts';
import { document } from './page-answers.ts';
import type { Pages } from './page-parts.ts';
import { frameOf, mountPages } from './pages.tsx';
import { mountProvider } from './provider.ts';
import type { RefusedCalls } from './refused.ts';
import { HEADERS_MS, longestMs, watchSenders } from './slow-senders.ts';
import { TroublePage } from './trouble.tsx';
import { validators } from './validation.ts';

export interface Parts {
  readonly gate: Gate;
  readonly pages: Pages;
  readonly refusals: RefusedCalls;
  readonly routes: readonly Route[];
  readonly pageRoutes: readonly PageRoute[];
  readonly trustedProxy: readonly string[];
  readonly dist: string;
  /** What answers the roads of OpenID Connect. */
  readonly issuer: Issuer;
  readonly phones: () => Promise<{ name: string; phone: string }[]>;
}

/** The HTTP side: one road for every endpoint and page, headers, refusals, files of the build. */
export async function buildApp(parts: Parts): Promise<FastifyInstance> {
  const { gate, pages, routes, pageRoutes, dist } = parts;
  const app = listener(parts);
  app.setValidatorCompiler(validators());
  await headers(app, pages.css);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_BYTES });
  await app.register(multipart, { limits: { fileSize: pages.maxUploadBytes, files: 9, fields: 20, fieldSize: 200_000 } });
  refuseOddJson(app);
  await builtFiles(app, dist);
  mount(app, routes, {
    callOf: (request, endpoint) => callOf(gate, request, endpoint),
    answered: (call) => answeredBefore(gate.house, call),
    read: (call) => note(gate.house, call, 'read', call.about?.[0] ?? null),
  });
  mountPages(app, pageRoutes, pages);
  const described = openapi(
    routes.map(({ endpoint }) => endpoint),
    { title: 'Heyi 合议', version: '1' },
  );
  app.get('/openapi.json', async () => described);
  const troublePage = tellTrouble(app, parts);
  await mountProvider(app, {
    ...parts,
    explain: (request, refusal) => troublePage(request, tell(gate.house, refusal, wordsOf(gate, request))),
  });
  return app;
}

const BODY_BYTES = 512 * 1024;
function listener({ gate, pages, trustedProxy }: Parts): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxy.length > 0 ? [...trustedProxy] : false,
    bodyLimit: BODY_BYTES,
    requestTimeout: longestMs(pages.maxUploadBytes),
    // Node looks at its timeouts every 30 s unless it is told otherwise.
    http: { connectionsCheckingInterval: 5_000 },
    connectionTimeout: 65_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void sendTold(reply, tell(gate.house, error, wordsOf(gate, request))),
  });
  app.server.headersTimeout = HEADERS_MS;
  watchSenders(app);
  return app;
}

/** What went wrong, in the words of who asks: a sentence for programs, a page for people. */
function tellTrouble(app: FastifyInstance, { gate, pages, refusals, phones }: Parts) {
  app.setErrorHandler(async (error, request, reply) => {
    const told = tell(gate.house, error, wordsOf(gate, request));
    noteRefused(refusals, request, told, gate.house.clock.now());
    if (isApi(request)) return sendTold(reply, told);
    if (told.retryAfter !== undefined) reply.header('retry-after', String(told.retryAfter));
    return reply
      .status(told.status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await troublePage(request, told));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const told = tell(gate.house, Object.assign(new Error('no such page'), { statusCode: 404 }), wordsOf(gate, request));
    if (isApi(request)) return sendTold(reply, told);
    return reply
      .status(404)
      .header('content-type', 'text/html; charset=utf-8')
      .send(await troublePage(request, told));
  });
  const troublePage = async (request: FastifyRequest, told: ReturnType<typeof tell>) => {
    // The page of trouble must come even when the database is what is in trouble.
    const frame = await frameOf(request, told.status >= 500 ? { ...pages, demo: async () => false, unread: async () => 0 } : pages);
    const numbers = told.status === 401 || told.status === 429 ? [] : await phones().catch(() => []);
    return document(<TroublePage frame={frame} told={told} phones={numbers} here={request.url} />);
  };
  return troublePage;
}

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api/') || request.url.startsWith('/test/');
const wordsOf = (gate: Gate, request: FastifyRequest) => words(request.cookies ? gate.cookies.lang(request) : 'zh');

/** Scripts from this site only; the one inline style sheet is named by its digest, so that anonymous pages can be kept. */
async function headers(app: FastifyInstance, css: string): Promise<void> {
  const sheet = `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", sheet],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('permissions-policy')) reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** JSON that says one thing to us and another to somebody else (doubled names, __proto__) is refused, not mended. */
function refuseOddJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    return parse(request, body, done);
  });
}

async function builtFiles(app: FastifyInstance, dist: string): Promise<void> {
  if (existsSync(`${dist}/public`))
    await app.register(fastifyStatic, {
      root: `${dist}/public`,
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      index: false,
      dotfiles: 'deny',
    });
  if (existsSync(`${dist}/workbench/assets`))
    await app.register(fastifyStatic, {
      root: `${dist}/workbench/assets`,
      prefix: '/workbench/assets/',
      decorateReply: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      index: false,
    });
  const desk = `${dist}/workbench/index.html`;
  if (!existsSync(desk)) return;
  const shell = readFileSync(desk, 'utf8');
  // The desk is one page with addresses of its own; who may see what is decided by each endpoint it calls.
  const english = shell.replace('lang="zh-Hans"', 'lang="en"');
  const serve = async (request: FastifyRequest, reply: import('fastify').FastifyReply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('vary', 'cookie')
      .send(request.cookies['lang'] === 'en' ? english : shell);
  app.get('/desk', serve);
  app.get('/desk/*', serve);
}

/** Addresses of the built scripts, by the name of their island. */
export function scriptsOf(dist: string): (name: string) => string[] {
  const file = `${dist}/public/.vite/manifest.json`;
  const manifest: Record<string, { file: string }> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return (name) =>
    ['ts', 'tsx'].flatMap((ending) => manifest[`src/web/islands/${name}.${ending}`]?.file ?? []).map((built) => `/assets/${built}`);
}
export const cssOf = (dist: string): string =>
  existsSync(`${dist}/public/public.css`) ? readFileSync(`${dist}/public/public.css`, 'utf8') : '';
