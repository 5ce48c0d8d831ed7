import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Browser, committee, empty, netizen, once, type Place, signedIn, staff } from '../world.ts';
import { desk, type Served, served } from './served.ts';

/** An empty committee, somebody with every duty, and windows of the desk that close after each test. */
export interface Room {
  readonly w: Served;
  readonly place: Place;
  /** Holds every duty. */
  readonly all: Browser;
}
export function deskRoom() {
  let w: Served;
  let room: Room;
  const open: Awaited<ReturnType<Served['window']>>[] = [];
  beforeAll(async () => {
    w = await served();
  });
  afterAll(async () => {
    await w?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await empty(w);
    const place = await committee(w, '清渚市政协');
    room = { w, place, all: await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator', 'operator')) };
  });
  afterEach(async () => {
    for (const context of open.splice(0)) await context.close();
  });
  const minute = () => w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
  return {
    now: (): Room => room,
    minute,
    async window(as: Browser = room.all): Promise<Page> {
      const context = await w.window({ ...desk, as });
      open.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      return page;
    },
    async speak(topic: string, name: string, text: string): Promise<void> {
      const by = await signedIn(w, await netizen(w, name));
      const done = await by.send('POST', `/api/topics/${topic}/posts`, { text }, once());
      expect(done.status, done.body).toBe(200);
      await minute();
    },
    async count(kind: string): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*) as n from fact where kind = ${kind}`.execute(w.house.db);
      return rows[0]?.n ?? 0;
    },
  };
}
export const toast = (page: Page) => page.locator('.toast');
/** Becomes so: at once on a quiet machine, within ten seconds on a busy one. */
export const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 10_000 });
