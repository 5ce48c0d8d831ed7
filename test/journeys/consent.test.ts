import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultNotice } from '../../src/features/privacy/default-notice.ts';
import { clippedWords, objections, smallTargets, smallWords, sticksOut } from '../ui/browser.ts';
import { type Browser, committee, netizen, openTopic, signedIn, staff } from '../world.ts';
import { complaints, phone, type Served, served } from './served.ts';

let w: Served;
let topic: string;
let citizen: Browser;
const shots = process.env['SHOTS'];
beforeAll(async () => {
  w = await served();
  const place = await committee(w, '示例市政协');
  topic = await openTopic(w, place, await signedIn(w, await staff(w, place, '方舒', 'editor')), { title: '把社区图书角办到家门口' });
  const changed = JSON.stringify({ zh: '增加了邮件提醒一节。', en: 'A section on e-mail reminders.' });
  await sql`insert into privacy_notice (version, effective_on, published_at, text, changed)
    values (1, '2026-01-01', ${w.clock.now()}, ${JSON.stringify(defaultNotice())}::jsonb, ${changed}::jsonb)`.execute(w.house.db);
  citizen = await signedIn(w, await netizen(w, '河边看书人'));
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});

describe('the privacy notice between signing in and going on', () => {
  test.each(['normal', 'care', 'dark'] as const)('is easy to read and to press on a phone: %s', async (set) => {
    const context = await w.window({ ...phone, as: citizen, colorScheme: set === 'dark' ? 'dark' : 'light' });
    if (set === 'care') await context.addCookies([{ name: 'look', value: 'care', url: w.origin }]);
    const page = await context.newPage();
    const said = complaints(page);
    await page.goto(`/topics/${topic}`);
    expect(page.url()).toContain('/privacy/consent');
    if (shots) await page.screenshot({ path: `${shots}/consent-${set}.png`, fullPage: true });
    expect(await objections(page)).toEqual([]);
    const least = set === 'care' ? 48 : 44;
    expect([
      ...(await smallTargets(page, least)),
      ...(await smallWords(page, set === 'care' ? 18 : 12)),
      ...(await sticksOut(page)),
      ...(await clippedWords(page)),
    ]).toEqual([]);
    expect(said).toEqual([]);
    await context.close();
  });

  test('works with JavaScript off: who puts it off reads, who agrees comes back to where they were', async () => {
    const context = await w.window({ ...phone, as: citizen, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`/topics/${topic}`);
    await page.getByRole('button', { name: '暂不同意，只浏览' }).click();
    expect(page.url()).toBe(`${w.origin}/topics/${topic}`);
    await page.goto('/topics');
    expect(page.url()).toBe(`${w.origin}/topics`);
    await page.goto(`/privacy/consent?next=/topics/${topic}`);
    await page.getByRole('button', { name: '同意并继续' }).click();
    expect(page.url()).toBe(`${w.origin}/topics/${topic}`);
    expect(await page.textContent('body')).toContain('已同意隐私政策');
    await context.close();
  });
});
