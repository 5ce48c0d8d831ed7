import type { Page } from 'playwright-core';

export interface Names {
  readonly topic: string;
  readonly post: string;
}
/** One picture of the guide: whose eyes, which screen, how it looks. */
export interface Screen {
  readonly name: string;
  readonly path: (names: Names) => string;
  readonly size: 'phone' | 'desk';
  /** The demo account that looks; nobody when left out. */
  readonly as?: string;
  readonly look?: 'care';
  readonly theme?: 'dark';
  /** What is done on the page before the picture. */
  readonly before?: (page: Page) => Promise<void>;
}
const phone = (name: string, path: Screen['path'], more: Partial<Screen> = {}): Screen => ({ name, path, size: 'phone', ...more });
const desk = (name: string, as: string, path: Screen['path'], more: Partial<Screen> = {}): Screen => ({
  name: `desk-${name}`,
  path,
  as,
  size: 'desk',
  ...more,
});
const member = 'qz-member';
const editor = 'qz-editor';
const moderator = 'qz-moderator';

/** Every screen there is; a test compares this with what the product serves. */
export const screens: readonly Screen[] = [
  phone('home', () => '/'),
  phone('home-care', () => '/', { look: 'care' }),
  phone('home-dark', () => '/', { theme: 'dark' }),
  phone('topics', () => '/topics'),
  phone('topic', ({ topic }) => `/topics/${topic}`),
  phone('topic-care', ({ topic }) => `/topics/${topic}`, { look: 'care' }),
  phone('thread', ({ topic, post }) => `/topics/${topic}/posts/${post}`),
  phone('login', () => '/login'),
  phone('compose', ({ topic }) => `/topics/${topic}/compose`, { as: member }),
  phone('compose-refused', ({ topic }) => `/topics/${topic}/compose`, {
    as: member,
    before: async (page) => {
      await page.fill('textarea', '同意');
      await page.locator('form button.primary').first().click();
      await page.locator('.refusals').first().waitFor();
    },
  }),
  phone('mine', () => '/mine', { as: member }),
  phone('mine-posts', () => '/mine/posts', { as: member }),
  phone('mine-logins', () => '/mine/logins', { as: member }),
  phone('mine-email', () => '/mine/email', { as: member }),
  phone('notices', () => '/notices', { as: member }),
  phone('notices-empty', () => '/notices', { as: editor }),
  desk('today', moderator, () => '/desk/'),
  desk('topics', editor, () => '/desk/topics'),
  desk('topic-new', editor, () => '/desk/topics/new'),
  desk('topic', editor, ({ topic }) => `/desk/topics/${topic}`),
  desk('moderation', moderator, () => '/desk/moderation'),
  desk('moderation-dark', moderator, () => '/desk/moderation', { theme: 'dark' }),
  desk('statistics', editor, ({ topic }) => `/desk/statistics/${topic}`),
  desk('logins', editor, () => '/desk/logins'),
  desk('operator', 'qz-operator', () => '/desk/operator'),
];
