import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import type { TextSender } from '../features/access/text-sender.ts';
import type { Mailer } from '../features/notices/mailer.ts';
import type { Ports } from '../features/people/actions.ts';
import type { CodeSender } from '../features/people/codes.ts';
import { committees, keepNameKeys } from '../features/people/index.ts';
import { consoleSender } from '../features/people/senders.ts';
import { type Clock, type ManualClock, manualClock, systemClock } from '../kit/clock.ts';
import { openDatabase } from '../kit/db.ts';
import { filesIn, sweepArriving } from '../kit/files.ts';
import type { House } from '../kit/house.ts';
import { memory, recent } from '../kit/memory.ts';
import { type Loops, startLoops } from '../kit/run.ts';
import { readKey, readSealKeys } from '../operations/keys.ts';
import { buildApp, cssOf, type Parts, scriptsOf } from './app.tsx';
import { type Cookies, cookies as cookiesOf } from './cookies.ts';
import { demoSwitch, refuseDemo } from './demo.ts';
import { directoryOf } from './directory.ts';
import { healthRoutes } from './health.ts';
import { installationOf } from './installation.ts';
import { limits } from './limits.ts';
import { logOptions } from './log.ts';
import { loginCache } from './logins.ts';
import { codesByMail, mailerOf } from './mail.ts';
import { metricsApp } from './metrics.ts';
import { assemble, type Whole } from './mount.ts';
import { type PageCache, pageCache } from './page-cache.ts';
import { personalPlaces } from './personal.ts';
import { type RefusedCalls, refusedCalls } from './refused.ts';
import { planSweep } from './sweep.ts';
import { readManualClock, testClockRoute } from './test-clock.ts';
import { codesByText, textsOf } from './texts.ts';
import { weChatOf } from './wechat.ts';
import { startWorker } from './worker.ts';

export interface Running extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly house: House;
  readonly loops: Loops | null;
  /** Every endpoint and page with its policy row. */
  readonly whole: Whole;
}
export interface Told {
  /** Where codes and mails of a demo are shown. */
  readonly say: (line: string) => void;
  readonly dist: string;
  /** Tests bring their own: outside senders are ports. */
  readonly ports?: Partial<Ports>;
  readonly mailer?: Mailer;
  readonly texts?: TextSender;
}

/** Everything one process does, by its roles; disposes in the order of stopping. */
export async function startProcess(config: Config, url: string, told: Told): Promise<Running> {
  const ground = await openHouse(config, url);
  const { house, ticking } = ground;
  const doors = doorsOf(ground, config, told);
  const { whole } = doors;
  // The queue before those who fill it.
  const worker = config.roles.includes('worker') ? await startWorker(house, whole.jobs) : null;
  if (config.roles.includes('worker')) {
    await planSweep(house);
    await keepNameKeys(house.db);
    await whole.replayErasures();
    ticking.loops = startLoops(house, url, whole);
  }
  const refusals = refusedCalls(house);
  const app = await buildApp(partsOf(ground, doors, refusals, config, told));
  healthRoutes(app, { house, config, loops: () => ticking.loops });
  if (config.clock === 'manual') testClockRoute(app, house, ground.clock as ManualClock, () => ticking.loops);
  const metrics = await metricsApp(app, house, config);
  return {
    app,
    house,
    loops: ticking.loops,
    whole,
    async [Symbol.asyncDispose]() {
      await app.close();
      await metrics.close();
      await ticking.loops?.[Symbol.asyncDispose]();
      await worker?.[Symbol.asyncDispose]();
      await refusals.close().catch(() => undefined);
      await house.db.destroy();
    },
  };
}

interface Ground {
  readonly house: House;
  readonly clock: Clock | ManualClock;
  readonly cache: PageCache;
  /** The loops begin when everything they call is there. */
  readonly ticking: { loops: Loops | null };
}
async function openHouse(config: Config, url: string): Promise<Ground> {
  const log = pino(logOptions(config.logLevel));
  const { db, pool } = openDatabase(url, {
    zone: config.timeZone,
    onError: (err) => log.warn({ err: err.message }, 'database connection lost'),
  });
  const clock = config.clock === 'manual' ? manualClock(await readManualClock(db)) : systemClock;
  const cache = pageCache(clock);
  const remembered = memory();
  const own = recent();
  const ticking: Ground['ticking'] = { loops: null };
  await refuseDemo(config, db);
  await sweepArriving(config.filesDir);
  const house: House = {
    db,
    pool,
    clock,
    files: filesIn(config.filesDir, config.maxUploadMb * 1024 * 1024),
    memory: remembered,
    log,
    zone: config.timeZone,
    digestKey: readKey(config.keysDir, 'digest'),
    sealKey: readSealKeys(config.keysDir),
    isOwn: own.has,
    committed: (things, facts = []) => {
      own.add(facts);
      cache.changed(things);
      remembered.changed(things);
      ticking.loops?.poke();
    },
  };
  return { house, clock, cache, ticking };
}

/** What the house answers, and what it knows callers by. */
function doorsOf({ house, clock, ticking }: Ground, config: Config, told: Told) {
  const cookies = cookiesOf(config.publicUrl, house.digestKey, house.clock);
  const logins = loginCache(house);
  const demo = demoSwitch(house);
  const wechat = weChatOf(config, clock);
  const installation = installationOf(house, config, { dist: told.dist, demo, loops: () => ticking.loops, wechat: wechat.state });
  const mailer = told.mailer ?? mailerOf(config, told.say);
  const sender = mailer && { mailer, siteName: config.siteName, publicUrl: config.publicUrl };
  const texts = told.texts ?? textsOf(config, clock, told.say);
  const sms = config.smsGateway !== 'off' && texts ? codesByText(texts, house.log) : null;
  const ports = portsOf(config, told, logins.forget, { sms, mail: mailer && codesByMail(mailer, config.siteName, house.log) });
  const access = { texts, days: config.activationDays };
  const around = { cookie: loginCookie(cookies), installation, sender, places: personalPlaces(config), access };
  const elsewhere = { wechat, directory: directoryOf(config) };
  return { cookies, logins, demo, wechat, whole: assemble(house, ports, { ...around, elsewhere }) };
}

function partsOf(
  { house, cache, clock }: Ground,
  { cookies, logins, demo, wechat, whole }: ReturnType<typeof doorsOf>,
  refusals: RefusedCalls,
  config: Config,
  { dist }: Told,
): Parts {
  const gate = { house, cookies, logins, limits: config.limits ? limits(clock) : null, publicUrl: config.publicUrl };
  return {
    gate,
    refusals,
    trustedProxy: config.trustedProxy,
    dist,
    routes: whole.routes,
    issuer: whole.issuer,
    pageRoutes: whole.pageRoutes,
    pages: {
      gate,
      cache,
      css: cssOf(dist),
      siteName: config.siteName,
      lan: config.lan,
      wechat: wechat.wechat !== null,
      directory: config.oidcIssuer === undefined ? null : config.oidcName,
      maxUploadBytes: config.maxUploadMb * 1024 * 1024,
      filesDir: config.filesDir,
      demo,
      unread: whole.unread,
      script: scriptsOf(dist),
    },
    phones: async () => (await committees(house.db)).flatMap(({ shortName, phone }) => (phone ? [{ name: shortName, phone }] : [])),
  };
}

interface Senders {
  readonly sms: CodeSender | null;
  readonly mail: CodeSender | null;
}
function portsOf(config: Config, { say, ports }: Told, ended: Ports['entry']['ended'], { sms, mail }: Senders): Ports {
  const entry = { adminFactor: config.adminFactor, passwordDays: config.passwordDays, ended };
  return { sms: sms ?? (config.mode === 'demo' ? consoleSender(say) : null), mail, entry, ...ports };
}
const loginCookie = (cookies: Cookies) => ({ set: cookies.setLogin, setHalf: cookies.setHalf, clear: cookies.clearLogin });
