import type { Page } from 'playwright-core';
import { workbook } from '../workbooks.ts';
import { type Demo, NEW_PHONE, type Seat } from './demo.ts';

export const folder = 'docs/guide/pictures';

/** One picture of the guide: which screen, whose eyes, how it looks. */
export interface Screen {
  readonly name: string;
  /** What stands under it in the gallery. */
  readonly caption: string;
  /** The page route or route of the desk that it shows; 'trouble' is the page of what cannot be shown. */
  readonly route: string;
  readonly path: (demo: Demo) => string;
  readonly size: 'phone' | 'desk';
  /** Nobody when left out. */
  readonly as?: Seat;
  readonly look?: 'care';
  readonly theme?: 'dark';
  readonly lang?: 'en';
  /** The page as long as it is, not only its first window. */
  readonly whole?: true;
  /** What is done on the page before the picture. */
  readonly before?: (page: Page, demo: Demo) => Promise<unknown>;
  /** After the installation was started once more by the real clock. */
  readonly running?: true;
}
type More = Partial<Omit<Screen, 'name' | 'caption' | 'route' | 'size'>>;

const shown = (name: string, caption: string, route: string, size: Screen['size'], { path, ...more }: More): Screen => ({
  name,
  caption,
  route,
  path: path ?? (({ names }) => route.replace(/:id|\$id|\$topicId/, names.open)),
  size,
  ...more,
});
const phone = (name: string, caption: string, route: string, more: More = {}) => shown(name, caption, route, 'phone', more);
const desk = (name: string, caption: string, route: string, more: More) => shown(`desk-${name}`, caption, route, 'desk', more);
const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();
/** A list of two, one of which has a slip; then, if wanted, looked at row by row. */
const bringRoster = (checked: boolean) => async (page: Page) => {
  const rows = [
    ['委员姓名', '所属界别', '联系电话', '单位职务'],
    ['王示例', '教育界', '13800000000', '市第八中学副校长'],
    ['李示例', '教育届', '1380000', '市第一医院主任医师'],
  ];
  await page
    .locator('#roster-file')
    .setInputFiles({ name: '委员名册.xlsx', mimeType: 'application/octet-stream', buffer: await workbook(rows) });
  await page.locator('#column-0').waitFor();
  if (!checked) return;
  await page.getByRole('button', { name: '核对每一行' }).click();
  await page.getByText('下载标出原因的文件').waitFor();
};
const threadOf = ({ names }: Demo) => `/topics/${names.open}/posts/${names.post}`;
const THOUGHT = '我们这条弄堂转弯的地方最黑，墙上挂一盏小灯就够了。';

const askCode = async (page: Page, number: string) => {
  await page.locator('input[name=phone]').fill(number);
  await page.locator('form[action="/login/codes"] button').click();
  await page.waitForURL('**/login/code?**');
};

const forEverybody: readonly Screen[] = [
  phone('home', '首页', '/'),
  phone('home-care', '首页，关怀版', '/', { look: 'care' }),
  phone('home-dark', '首页，深色', '/', { theme: 'dark' }),
  shown('home-wide', '首页，电脑上', '/', 'desk', {}),
  phone('topics', '参与：全部议题', '/topics'),
  phone('topic', '议题', '/topics/:id'),
  phone('topic-care', '议题，关怀版', '/topics/:id', { look: 'care' }),
  phone('topic-dark', '议题，深色', '/topics/:id', { theme: 'dark' }),
  phone('topic-posts', '网友互动，有自己一条正在审核', '/topics/:id', {
    as: 'citizen',
    path: ({ names }) => `/topics/${names.open}#posts`,
  }),
  phone('topic-closed', '征集结束的议题', '/topics/:id', { path: ({ names }) => `/topics/${names.closed}#posts` }),
  phone('topic-whole', '议题，从头看下去', '/topics/:id', { whole: true }),
  phone('thread', '一条发言和它的回复', '/topics/:id/posts/:postId', { path: threadOf }),
  phone('thread-care', '一条发言和它的回复，关怀版', '/topics/:id/posts/:postId', { path: threadOf, look: 'care' }),
  phone('thread-refused', '回复写得太短', '/topics/:id/posts/:postId', {
    path: threadOf,
    as: 'member',
    async before(page) {
      await page.locator('.composer-rest a').first().tap();
      const sheet = page.getByRole('dialog');
      await sheet.locator('textarea').fill('好');
      await sheet.getByRole('button', { name: '发布' }).click();
      await sheet.locator('.refusals').waitFor();
    },
  }),
  phone('login', '登录：手机验证码', '/login'),
  phone('login-password', '登录：账号密码', '/login', { path: () => '/login?way=password' }),
  phone('login-code', '登录：输入验证码', '/login/code', { path: () => '/login', before: (page) => askCode(page, NEW_PHONE) }),
  phone('login-nickname', '第一次登录：起一个昵称', '/login/code', {
    path: () => '/login',
    async before(page, { codeTo }) {
      const number = NEW_PHONE.replace(/0$/, '2');
      await askCode(page, number);
      await page.locator('input[name=code]').fill(await codeTo(number));
      await page.locator('form[action="/login/code"] button').first().click();
      await page.locator('input[name=nickname]').fill('弄口修鞋摊');
    },
  }),
  phone('activate', '开通委员账号：输入激活码', '/activate'),
  phone('activate-care', '开通委员账号，关怀版', '/activate', { look: 'care' }),
  phone('activate-code', '开通委员账号：输入验证码', '/activate/:code/entry', {
    path: () => '/activate/ACDEFGHJKM/entry?request=0123456789012345678901&to=138****1234',
  }),
  phone('unit-code', '承办单位直达：输入验证码', '/unit/:secret/entry', {
    path: () => `/unit/${'x'.repeat(43)}/entry?request=0123456789012345678901&to=138****1234`,
  }),
  phone('unit-stranger', '承办单位：从短信里的链接进入', '/unit'),
  phone('mine-stranger', '我的，没有登录', '/mine'),
  phone('privacy', '隐私政策', '/privacy'),
  phone('privacy-closed', '账号已注销', '/privacy/closed'),
  phone('not-found', '没有这个页面', 'trouble', { path: () => '/no/such/page' }),
];

const forWriters: readonly Screen[] = [
  phone('compose', '发表看法', '/topics/:id/compose', {
    as: 'citizen',
    async before(page) {
      await page.fill('textarea', THOUGHT);
      await page.getByText('已保存').or(page.getByText('Saved')).first().waitFor();
    },
  }),
  phone('compose-refused', '写得太短', '/topics/:id/compose', {
    as: 'member',
    async before(page) {
      await page.fill('textarea', '同意');
      await page.getByRole('button', { name: '发布' }).click();
      await page.locator('.refusals').waitFor();
    },
  }),
  phone('compose-offline', '没有网络', '/topics/:id/compose', {
    as: 'newcomer',
    async before(page) {
      await page.fill('textarea', THOUGHT);
      await page.context().setOffline(true);
      await page.getByRole('button', { name: '发布' }).click();
      await page.getByText('网络断开').first().waitFor();
    },
  }),
  phone('edit', '修改发言', '/posts/:id/edit', { as: 'citizen', path: ({ names }) => `/posts/${names.waiting}/edit` }),
  phone('mine', '我的', '/mine', { as: 'citizen' }),
  phone('mine-posts', '我的发言', '/mine/posts', { as: 'citizen' }),
  phone('mine-posts-refused', '没有公开的发言，理由和申诉', '/mine/posts', {
    as: 'citizen',
    path: () => '/mine/posts?shelf=refused',
    before: (page) => page.locator('details.unfold summary').first().click(),
  }),
  phone('mine-posts-empty', '还没有发言', '/mine/posts', { as: 'newcomer' }),
  phone('members', '委员名录', '/members'),
  phone('mine-profile', '我的资料', '/mine/profile', { as: 'member' }),
  phone('member', '一位委员', '/members/:id', { path: () => '/members', before: (page) => page.locator('a.row').first().click() }),
  phone('mine-logins', '登录记录', '/mine/logins', { as: 'citizen' }),
  phone('mine-data', '我的数据', '/mine/data', { as: 'citizen' }),
  phone('mine-erase', '注销账号', '/mine/data/erase', { as: 'citizen' }),
  phone('mine-security', '登录安全', '/mine/security', { as: 'newcomer' }),
  phone('mine-security-demo', '登录安全，演示账号', '/mine/security', { as: 'citizen' }),
  phone('login-second', '再确认一次是您本人', '/login/second', { as: 'newcomer', path: () => '/login/second?next=/mine/security' }),
  phone('mine-email', '邮件提醒', '/mine/email', { as: 'citizen' }),
  phone('notices', '消息', '/notices', { as: 'citizen' }),
  phone('notices-care', '消息，关怀版', '/notices', { as: 'citizen', look: 'care' }),
  phone('notices-empty', '还没有消息', '/notices', { as: 'newcomer' }),
];

const forStaff: readonly Screen[] = [
  desk('today', '今天：审核员', '/desk/', { as: 'moderator' }),
  desk('today-editor', '今天：议题编辑', '/desk/', { as: 'editor' }),
  desk('today-dark', '今天，深色', '/desk/', { as: 'moderator', theme: 'dark' }),
  desk('topics', '网络议政', '/desk/topics', { as: 'editor' }),
  desk('topic-new', '新建议题', '/desk/topics/new', { as: 'editor' }),
  desk('topic-refused', '草稿有几处没有写，还不能发布', '/desk/topics/$id', {
    as: 'editor',
    path: ({ names }) => `/desk/topics/${names.draft}`,
    async before(page) {
      for (const field of ['summary', 'focus']) await page.locator(`#${field}`).fill('');
      await press('保存并发布预告')(page);
    },
  }),
  desk('topic', '征集中的议题', '/desk/topics/$id', { as: 'editor' }),
  desk('topic-dates', '日程和发言审核', '/desk/topics/$id', {
    as: 'editor',
    before: (page) => page.locator('#membersRead').evaluate((field) => field.scrollIntoView({ block: 'end' })),
  }),
  desk('topic-materials', '图片和资料', '/desk/topics/$id', {
    as: 'editor',
    before: (page) => page.locator('.material-list').evaluate((list) => list.scrollIntoView({ block: 'center' })),
  }),
  desk('topic-announce', '发布预告', '/desk/topics/$id', {
    as: 'editor',
    path: ({ names }) => `/desk/topics/${names.draft}`,
    before: press('发布预告'),
  }),
  desk('moderation', '审核：疑含手机号的一条，选了理由', '/desk/moderation', { as: 'moderator', before: chooseReason }),
  desk('moderation-dark', '审核，深色', '/desk/moderation', { as: 'moderator', theme: 'dark', before: chooseReason }),
  desk('moderation-keys', '审核：全部按键', '/desk/moderation', { as: 'moderator', before: (page) => page.keyboard.press('?') }),
  desk('moderation-appeal', '审核：复核申诉', '/desk/moderation', { as: 'moderator', path: () => '/desk/moderation?tab=appealed' }),
  desk('moderation-decided', '审核：已处理', '/desk/moderation', { as: 'moderator', path: () => '/desk/moderation?tab=decided' }),
  desk('statistics', '统计', '/desk/statistics/$topicId', { as: 'editor' }),
  desk('statistics-whole', '统计，从头看下去', '/desk/statistics', { as: 'editor', whole: true }),
  desk('entrants', '委员开通', '/desk/entrants', { as: 'liaison' }),
  desk('entrants-cards', '打印激活卡', '/desk/entrants', { as: 'liaison', before: press('打印激活卡') }),
  desk('unit-links', '承办单位直达链接', '/desk/unit-links', { as: 'liaison' }),
  desk('recoveries', '手机找回', '/desk/recoveries', { as: 'liaison' }),
  desk('members', '委员名册', '/desk/members', { as: 'liaison' }),
  desk('member', '一位委员的卡', '/desk/members/$id', {
    as: 'liaison',
    path: () => '/desk/members',
    async before(page) {
      await page.locator('.desk-table a').first().click();
      await page.locator('.with-side').waitFor();
    },
  }),
  desk('member-new', '新增委员', '/desk/members/new', { as: 'liaison' }),
  desk('member-changes', '资料修改', '/desk/members/changes', { as: 'liaison' }),
  desk('organisations', '组织：承办单位', '/desk/organisations', { as: 'liaison', path: () => '/desk/organisations?part=unit' }),
  desk('terms', '届次和界别', '/desk/organisations', { as: 'liaison', path: () => '/desk/organisations?part=terms' }),
  desk('staff', '账号与授权', '/desk/staff', { as: 'system' }),
  desk('peers', '对等平台：申请接入', '/desk/peers', { as: 'system', before: press('申请接入') }),
  desk('staff-request', '申请授权', '/desk/staff', {
    as: 'system',
    path: () => '/desk/staff?search=qz-newcomer',
    before: (page) =>
      page
        .getByRole('button', { name: /申请授权/ })
        .first()
        .click(),
  }),
  desk('staff-requests', '待审批的授权申请', '/desk/staff/requests', { as: 'security' }),
  desk('staff-decided', '办过的授权申请', '/desk/staff/requests', { as: 'security', path: () => '/desk/staff/requests?tab=decided' }),
  desk('audit', '审计记录', '/desk/audit', {
    as: 'audit',
    async before(page) {
      await press('核对')(page);
      await page.getByText('前后相扣').first().waitFor();
    },
  }),
  desk('privacy-notices', '隐私政策的各版本', '/desk/privacy', { as: 'system' }),
  desk('erasure-requests', '注销申请', '/desk/erasures', { as: 'liaison' }),
  desk('roster', '名册导入导出', '/desk/roster', { as: 'liaison' }),
  desk('roster-columns', '导入名册：每一列是什么', '/desk/roster/$id', {
    as: 'liaison',
    path: () => '/desk/roster',
    before: bringRoster(false),
  }),
  desk('roster-preview', '导入名册：要改的行', '/desk/roster/$id', {
    as: 'liaison',
    path: () => '/desk/roster',
    before: bringRoster(true),
  }),
  desk('logins', '我的登录', '/desk/logins', { as: 'editor' }),
  desk('operator', '运行状态', '/desk/operator', { as: 'operator', running: true }),
];

async function chooseReason(page: Page): Promise<void> {
  await page.getByText('渚南送奶工').first().click();
  await page.locator('.review-text mark').first().waitFor();
  await page.keyboard.press('1');
}

/** The English guide shows these in English. */
const alsoInEnglish = [
  'home',
  'topic',
  'compose',
  'mine-posts-refused',
  'notices',
  'desk-today',
  'desk-topic',
  'desk-moderation',
  'desk-statistics',
];
const inChinese = [...forEverybody, ...forWriters, ...forStaff];
const inEnglish = inChinese.filter(({ name }) => alsoInEnglish.includes(name));

/** Every picture of the guide; a test compares the list with what the product serves. */
export const screens: readonly Screen[] = [
  ...inChinese,
  ...inEnglish.map((screen): Screen => ({ ...screen, name: `en/${screen.name}`, lang: 'en' })),
];

/** Addresses that are files, or lead elsewhere. */
export const noScreens: readonly string[] = [
  '/mine/data/exports/:id',
  // Stands between signing in and going on, where a notice is in force and was not agreed to.
  '/privacy/consent',
  // Only where a service account or a single sign-on is set: test/journeys/elsewhere.test.ts.
  '/wechat/enter',
  '/wechat/back',
  '/wechat/offer',
  '/mine/wechat',
  '/mine/wechat/binding',
  '/sso/enter',
  '/sso/back',
  '/sso/offer',
  '/mine/directory',
  '/mine/directory/linking',
  // Only where a peer is registered: test/journeys/peer.test.ts.
  '/oidc/ask',
  '/mine/peers',
  // For people with a password and factors of their own: the demo has none, its accounts are everybody's.
  '/mine/password',
  '/mine/security/app',
  '/mine/security/keys/:id',
  '/mine/security/new-key',
  // Open by a card, a link or a message of somebody's own, which the demo sends to nobody: test/journeys/access.test.ts walks them.
  '/activate/:code',
  '/unit/:secret',
  '/not-me/:secret',
  '/committees/:id/roster-template.xlsx',
  '/committees/:id/roster.xlsx',
  '/roster-imports/:id/reasons.xlsx',
  '/my/pictures/:id',
  '/notices/:id',
  '/posts/:id/pictures/:version-:sort',
  '/t/:code',
  '/topics/:id/figures.xlsx',
  '/audit/records.xlsx',
  '/topics/:id/materials/:materialId/:version',
  '/topics/:id/pictures/:pictureId',
  '/topics/:id/qr.svg',
  '/topics/:id/visit.gif',
];
