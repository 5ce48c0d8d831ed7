import { describe, expect, test } from 'vitest';
import { BottomSheet } from '../../src/web/ui/Dialog.tsx';
import { Page, type PageFrame, type PageProps } from '../../src/web/ui/Page.tsx';
import { Post } from '../../src/web/ui/Post.tsx';
import { words } from '../../src/web/words/index.ts';
import { html } from './render.ts';

const frame: PageFrame = { words: words('zh'), siteName: '示例市政协', look: 'normal', here: '/topics?sort=hot', demo: false, unread: 0 };
const page = (props: Partial<PageProps> = {}, framed: Partial<PageFrame> = {}) =>
  html(
    <Page title="议题" place={{ root: 'topics' }} {...props} frame={{ ...frame, ...framed }}>
      <p>正文</p>
    </Page>,
  );

describe('a public document', () => {
  test('says its language, its title and its site', () => {
    expect(page()).toMatch(/^<!doctype html><html lang="zh-Hans" data-look="normal">/);
    expect(page()).toContain('<title>议题 - 示例市政协</title>');
    expect(page({}, { words: words('en') })).toContain('<html lang="en"');
    expect(page({ title: '示例市政协' })).toContain('<title>示例市政协</title>');
  });
  test('with refusals the title begins with 出错', () => {
    expect(page({ errorCount: 2 })).toContain('<title>出错：议题 - 示例市政协</title>');
    expect(page({ errorCount: 0 })).toContain('<title>议题');
  });
  test('the look and the language are changed by forms that come back here', () => {
    const look =
      '<form method="post" action="/look"><input type="hidden" name="look" value="care"/><input type="hidden" name="back" value="/topics?sort=hot"/>';
    expect(page()).toContain(look);
    expect(page({}, { look: 'care' })).toContain('name="look" value="normal"');
    expect(page()).toContain('name="lang" value="en"');
    expect(page({}, { words: words('en') })).toContain('name="lang" value="zh"');
  });
  test('a demo says so on every page, a real site never', () => {
    expect(page({}, { demo: true })).toContain('>演示<');
    expect(page()).not.toContain('演示');
  });
  test('an unencrypted office network is warned', () => {
    expect(page({}, { lan: true })).toContain('未加密');
    expect(page()).not.toContain('未加密');
  });
  test('unread notices are counted to 99', () => {
    expect(page({}, { unread: 3 })).toMatch(/data-unread>3</);
    expect(page({}, { unread: 100 })).toMatch(/data-unread>99\+</);
    expect(page()).not.toContain('data-unread');
  });
  test('the root one is in is current, and only that', () => {
    expect(page().match(/aria-current="page"/g)).toHaveLength(1);
    expect(page({ place: { back: { href: '/mine', label: '我的' } }, foot: { kind: 'tabs', current: 'mine' } })).toMatch(
      /href="\/mine" aria-current="page"/,
    );
  });
  test('tabs and composer never stand together', () => {
    const composing = page({ foot: { kind: 'composer', content: <a href="#say">说说</a> } });
    expect(composing).toContain('href="#say"');
    expect(composing).not.toContain('class="sticky tabs"');
    expect(page({ place: { back: { href: '/', label: '首页' } } })).not.toContain('class="sticky');
  });
  test('behind a sheet nothing can be reached', () => {
    const overlay = (
      <BottomSheet id="compose" title="回复" putAway={<a href="#away">收起</a>}>
        <p>写</p>
      </BottomSheet>
    );
    expect(page({ overlay }).match(/ inert/g)).toHaveLength(3);
    expect(page()).not.toContain(' inert');
  });
  test('a shared page carries its card', () => {
    const card = page({
      canonical: 'https://example.invalid/topics/1',
      share: { title: '议题', description: '来说一说', image: 'https://example.invalid/card.png' },
    });
    expect(card).toContain('<link rel="canonical" href="https://example.invalid/topics/1"/>');
    expect(card).toContain('<meta property="og:image" content="https://example.invalid/card.png"/>');
    expect(card).toContain('<meta property="og:description" content="来说一说"/>');
  });
  test('what is mine is kept out of search engines', () => {
    expect(page({ unlisted: true })).toContain('content="noindex"');
    expect(page()).not.toContain('noindex');
  });
  test('the sheet goes in unescaped, scripts are modules by address', () => {
    const made = page({ scripts: ['/assets/like.js'] }, { css: 'a>b{color:red}' });
    expect(made).toContain('<style>a>b{color:red}</style>');
    expect(made).toContain('<script type="module" src="/assets/like.js"></script>');
  });
});

test('a post stands as it was typed, and nothing in it becomes markup', () => {
  const text = ' 第一行\n\n  <script>alert(1)</script> &amp; "引号"';
  const made = html(<Post id="p" person={{ kind: 'netizen', name: '<b>', badge: ['网友'] }} words={words('zh').common} text={text} />);
  expect(made).toContain(' 第一行\n\n  &lt;script>alert(1)&lt;/script> &amp;amp; "引号"'.replace(/"/g, '&quot;'));
  expect(made).not.toContain('<script>');
  expect(made).not.toContain('<b><');
});
