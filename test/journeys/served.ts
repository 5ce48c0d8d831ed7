import { createServer } from 'node:net';
import type { BrowserContext, BrowserContextOptions, Browser as Chromium, Page } from 'playwright-core';
import { openBrowser } from '../ui/browser.ts';
import { type Browser, begin, empty, type World } from '../world.ts';

/** The product as it is served: a real port, a real browser. */
export interface Served extends World {
  readonly origin: string;
  readonly chromium: Chromium;
  /** A browser window of its own, with the cookies of somebody who is signed in when given. */
  window(options?: BrowserContextOptions & { readonly as?: Browser }): Promise<BrowserContext>;
}

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
export const desk = { viewport: { width: 1366, height: 768 } } as const;

/** Serves an empty installation; nothing outlives `await using`. */
export async function served(settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const w = await begin({ PORT: String(port), PUBLIC_URL: origin, ...settings });
  await empty(w);
  // The browser's own clock ends cookies: ours begins the coming morning in Shanghai, never before its day.
  w.clock.moveTo(new Date(Math.max(w.clock.now().getTime(), Math.ceil(Date.now() / 86_400_000) * 86_400_000)));
  await w.app.listen({ port, host: '127.0.0.1' });
  const chromium = await openBrowser();
  const end = w[Symbol.asyncDispose].bind(w);
  return Object.assign(w, {
    origin,
    chromium,
    async window({ as, ...options }: BrowserContextOptions & { as?: Browser } = phone) {
      const context = await chromium.newContext({ baseURL: origin, locale: 'zh-CN', reducedMotion: 'reduce', ...options });
      if (as) await context.addCookies(Object.entries(as.cookies).map(([name, value]) => ({ name, value, url: origin })));
      return context;
    },
    async [Symbol.asyncDispose]() {
      await chromium.close();
      await end();
    },
  });
}

/** A port that nobody uses; asked of the system, since tests run beside each other. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** What the browser complained about; a page of ours gives it no reason. */
export function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    // A refusal is an answer; the browser notes it all the same.
    const refused = /status of (400|401|403|409|412|422|429)/.test(message.text());
    if ((message.type() === 'error' || message.type() === 'warning') && !refused) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}
