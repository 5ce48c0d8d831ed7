import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { committee, type Place, signedIn, staff } from '../world.ts';
import { soon, toast } from './desk-room.ts';
import { complaints, desk, type Served, served } from './served.ts';

// Administrators at work, in a real browser: an account, a duty asked for, approved, used, revoked, and the trace of all of it.
let w: Served;
let place: Place;
const open: Awaited<ReturnType<Served['window']>>[] = [];
beforeAll(async () => {
  w = await served();
  place = await committee(w, '清渚市政协');
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const windowOf = async (name: string, duty: string) => {
  const context = await w.window({ ...desk, as: await signedIn(w, await staff(w, place, name, duty)) });
  open.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
};

test('a duty goes from the request to its end, and the auditor reads how', async () => {
  const system = await windowOf('唐守正', 'systemAdmin');
  const said = complaints(system);
  // Without a list of today the system administrator begins in the own room.
  await system.goto('/desk/');
  await system.getByRole('button', { name: '新建账号' }).click();
  await system.getByLabel('姓名', { exact: true }).fill('黎小满');
  await system.getByLabel('账号', { exact: true }).fill('admin');
  await system.getByRole('button', { name: '建账号', exact: true }).click();
  await system.getByText('谁都会先猜到').first().waitFor();
  await system.getByLabel('账号', { exact: true }).fill('lixiaoman');
  await system.getByRole('button', { name: '建账号', exact: true }).click();
  const password = await system.locator('.one-time dd').nth(1).textContent();
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  await system.getByRole('button', { name: '已抄好' }).click();
  await system.getByRole('button', { name: '申请授权：黎小满' }).click();
  await system.getByLabel('审核', { exact: false }).first().check();
  await system.getByLabel('申请理由').fill('审核');
  await system.getByRole('button', { name: '提交申请' }).click();
  await system.getByText('“申请理由”至少要 4 个字').first().waitFor();
  await system.getByLabel('申请理由').fill('两位审核员轮休');
  await system.getByRole('button', { name: '提交申请' }).click();
  await soon(() => toast(system).textContent()).toContain('已为黎小满申请审核');

  const security = await windowOf('严谨言', 'securityAdmin');
  await security.goto('/desk/');
  await security.getByRole('link', { name: '去审批' }).click();
  await security.getByRole('button', { name: /^同意/ }).click();
  await security.getByLabel('审批意见').fill('同意，轮休期间');
  await security.getByRole('button', { name: '同意授权' }).click();
  await soon(() => toast(security).textContent()).toContain('黎小满已是审核');
  await security.getByText('没有待审批的申请').waitFor();

  await system.goto('/desk/staff?search=黎小满');
  await system.getByRole('button', { name: '撤销黎小满的审核' }).click();
  await system.getByLabel('撤销的理由').fill('轮休结束，收回');
  await system.getByRole('button', { name: '马上撤销' }).click();
  await soon(() => toast(system).textContent()).toContain('已撤销黎小满的审核');
  await system.getByText('没有职责').waitFor();

  await w.settle();
  const audit = await windowOf('史鉴秋', 'auditAdmin');
  await audit.goto('/desk/');
  await audit.getByLabel('姓名或账号').fill('严谨言');
  await audit.getByRole('button', { name: '查找' }).click();
  await audit.locator('.desk-table tbody tr').first().waitFor();
  await soon(() => audit.locator('.desk-table tbody').textContent()).toContain('同意授权');
  expect(await audit.locator('.desk-table tbody').textContent()).not.toContain('唐守正');
  const download = audit.waitForEvent('download');
  await audit.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^审计记录.*\.xlsx$/);
  expect(said).toEqual([]);
});

test('rooms of others do not open, and are not offered', async () => {
  const audit = await windowOf('第二位审计', 'auditAdmin');
  await audit.goto('/desk/staff');
  await audit.getByText('这一页由有相应职责的人使用').first().waitFor();
  expect(await audit.getByRole('link', { name: '账号与授权' }).count()).toBe(0);
  const editor = await windowOf('方舒', 'editor');
  await editor.goto('/desk/audit');
  await editor.getByText('这一页由有相应职责的人使用').first().waitFor();
  expect(await editor.getByRole('link', { name: '审计记录' }).count()).toBe(0);
});
