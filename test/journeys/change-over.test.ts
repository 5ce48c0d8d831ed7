import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clippedWords, objections, sticksOut } from '../ui/browser.ts';
import { committee, member, type Place, signedIn, staff } from '../world.ts';
import { soon } from './desk-room.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

// 换届: what the system administrator does on the day, and what a member of the old term sees the next.
let w: Served;
let place: Place;
beforeAll(async () => {
  w = await served();
  place = await committee(w, '清渚市政协', 'city', ['教育界', '农业界']);
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const day = (ahead: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(w.clock.now().getTime() + ahead * 86_400_000);

test('the old term ends on a day to come, never in the past by a slip; the next one follows it; old members keep what is theirs', async () => {
  const old = await signedIn(w, await member(w, place, '罗见初'));
  const system = await signedIn(w, await staff(w, place, '唐守正', 'systemAdmin'));
  const context = await w.window({ ...desk, as: system });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said = complaints(page);
  await page.goto('/desk/organisations?part=terms');
  await page.getByRole('button', { name: '修改这一届' }).click();
  await page.getByLabel('结束日期').fill(day(-1));
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('最早可以填今天').first().waitFor();
  await page.getByLabel('结束日期').fill(day(0));
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // As a browser fills a form, or somebody pastes: several fields before the screen is drawn again.
  await page.getByRole('button', { name: '新一届' }).click();
  await page.getByLabel('届次').waitFor();
  await page.evaluate(
    (typed) => {
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      for (const [name, value] of typed) {
        const field = document.querySelector(`dialog input[name=${name}], [role=dialog] input[name=${name}]`);
        write?.call(field, value);
        field?.dispatchEvent(new Event('input', { bubbles: true }));
      }
    },
    [
      ['ordinal', '15'],
      ['startsOn', day(1)],
      ['endsOn', day(1800)],
    ] as const,
  );
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已新增一届').first().waitFor();
  expect((await sql`select ordinal from term where committee_id = ${place.committeeId} order by ordinal`.execute(w.house.db)).rows).toEqual(
    [{ ordinal: 14 }, { ordinal: 15 }],
  );
  expect(said).toEqual([]);
  await context.close();

  const theirs = await w.window({ ...phone, as: old });
  const mine = await theirs.newPage();
  await mine.goto('/mine');
  await mine.getByText('教育界').first().waitFor();
  expect(await mine.getByText('曾任委员').count()).toBe(0);
  await w.at(new Date(w.clock.now().getTime() + 86_400_000).toISOString());
  await mine.reload();
  await soon(() => mine.locator('main').textContent()).toContain('曾任委员');
  expect(await mine.locator('main').textContent()).toContain('以前的发言和任职记录都保留着');
  for (const look of ['normal', 'care']) {
    await theirs.addCookies([{ name: 'look', value: look, url: w.origin }]);
    await mine.reload();
    expect([look, ...(await sticksOut(mine)), ...(await clippedWords(mine)), ...(await objections(mine))]).toEqual([look]);
    if (process.env['SHOTS']) await mine.screenshot({ path: `${process.env['SHOTS']}/former-${look}.png` });
  }
  await theirs.close();
});
