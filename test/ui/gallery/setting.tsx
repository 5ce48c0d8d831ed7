import type { Look, PageFrame } from '../../../src/web/ui/Page.tsx';
import { PostActs } from '../../../src/web/ui/Post.tsx';
import { type Locale, words } from '../../../src/web/words/index.ts';
import { common, site, zh } from './sample.ts';

export interface Setting {
  look: Look;
  theme?: 'light' | 'dark';
  css: string;
  mourning?: boolean;
  locale?: Locale;
}

export const frame = ({ look, theme, css, mourning, locale }: Setting): PageFrame => ({
  mourning,
  words: locale ? words(locale) : zh,
  siteName: site,
  look,
  theme,
  here: '/',
  demo: true,
  unread: 3,
  css,
});
export const acts = (likes: string, replies: string, mine = false) => (
  <PostActs
    words={common}
    like={{ action: '/likes', count: likes, mine, words: common }}
    reply={{ href: '#r', count: replies }}
    more={
      <li>
        <a href="#link">复制链接</a>
      </li>
    }
  />
);
