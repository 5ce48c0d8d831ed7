import type { APIRequestContext, Browser, BrowserContext } from 'playwright-core';
import { type Installation, install, type Running, within } from '../house/installation.ts';
import type { Screen } from './screens.ts';
import { asked, type Names, story } from './story.ts';

/** What the seed prints for every demo account. */
const PASSWORD = 'qingzhu-demo';
const ACCOUNTS = {
  member: 'qz-member',
  editor: 'qz-editor',
  moderator: 'qz-moderator',
  colleague: 'qz-moderator2',
  operator: 'qz-operator',
  liaison: 'qz-liaison',
  system: 'qz-system',
  security: 'qz-security',
  audit: 'qz-audit',
} as const;
/** Citizens, by their place among the numbers that the seed prints. */
const CITIZENS = { citizen: 1, neighbour: 2 } as const;
/** Whose eyes. A newcomer has neither posts nor notices. */
export type Seat = keyof typeof ACCOUNTS | keyof typeof CITIZENS | 'newcomer';
/** Nobody has this number, or one with another last digit, in the demo: whoever enters it is new. */
export const NEW_PHONE = '19912340000';

/** A throw-away demo whose people are signed in, and what the pictures need to find. */
export interface Demo {
  readonly names: Names;
  /** The code that the demo printed last for this number. */
  codeTo(phone: string): Promise<string>;
  windowOf(screen: Screen): Promise<BrowserContext>;
  /** Starts the same installation once more as an operator runs it, by the real clock. */
  goOn(): Promise<void>;
}

export async function demo(browser: Browser): Promise<Demo & AsyncDisposable> {
  const house = await install();
  try {
    return Object.assign(await staged(browser, house), { [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() });
  } catch (error) {
    await house[Symbol.asyncDispose]();
    throw error;
  }
}

async function staged(browser: Browser, house: Installation): Promise<Demo> {
  let running = await house.start([], { HEYI_CLOCK: 'manual', LIMITS: 'off' });
  const { url } = running;
  const seats = new Map<Seat, BrowserContext>();
  const codeTo = async (phone: string) => {
    const codes = () => [...running.output().matchAll(new RegExp(`验证码 (\\d{6})（发给 ${phone}`, 'g'))];
    await within(10_000, async () => codes().length > 0);
    return codes().at(-1)?.[1] ?? '';
  };
  const seatOf = async (seat: Seat) => {
    const known = seats.get(seat);
    if (known) return known;
    const fresh = await browser.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    await signIn(fresh.request, seat, running, codeTo);
    seats.set(seat, fresh);
    return fresh;
  };
  const as = async (seat: Seat) => (await seatOf(seat)).request;
  const [citizen, neighbour, colleague, editor] = [await as('citizen'), await as('neighbour'), await as('colleague'), await as('editor')];
  return {
    names: await story({ citizen, neighbour, colleague, editor }),
    codeTo,
    windowOf: async (screen) => windowOf(browser, url, screen, screen.as && (await seatOf(screen.as))),
    async goOn() {
      await running.interrupt();
      seats.clear();
      running = await house.start([], { BACKUP_AT: '02:30' });
    },
  };
}

/** A browser window of somebody, or of nobody, in the size and look of the picture. */
async function windowOf(
  browser: Browser,
  url: string,
  { size, look, theme, lang }: Screen,
  seat?: BrowserContext,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    colorScheme: theme ?? 'light',
    ...(seat && { storageState: await seat.storageState() }),
    ...(size === 'phone'
      ? { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
      : { viewport: { width: 1366, height: 768 } }),
  });
  if (look) await context.addCookies([{ name: 'look', value: look, url }]);
  if (lang) await context.addCookies([{ name: 'lang', value: lang, url }]);
  return context;
}

const isAccount = (seat: Seat): seat is keyof typeof ACCOUNTS => seat in ACCOUNTS;
async function signIn(request: APIRequestContext, seat: Seat, running: Running, codeTo: Demo['codeTo']): Promise<void> {
  if (isAccount(seat)) {
    await asked(request.post('/api/logins', { data: { account: ACCOUNTS[seat], password: PASSWORD } }));
    return;
  }
  const phone = seat === 'newcomer' ? NEW_PHONE.replace(/0$/, '1') : await phoneOf(running, CITIZENS[seat]);
  const { request: number } = await asked<{ request: string }>(request.post('/api/login-codes', { data: { phone } }));
  const data = {
    request: number,
    code: await codeTo(phone),
    ...(seat === 'newcomer' && { nickname: '第一次来', of14: true, agrees: true }),
  };
  await asked(request.post('/api/logins/code', { data }));
}

/** From the sign-ins that the start prints last. */
async function phoneOf({ output }: Running, place: number): Promise<string> {
  const phones = () => [...output().matchAll(/(\d{11}) {4}网友/g)].map(([, phone]) => phone);
  await within(10_000, async () => phones().length > place);
  return phones()[place] ?? '';
}
