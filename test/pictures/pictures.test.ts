import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { gallery } from './gallery.ts';
import { folder, noScreens, screens } from './screens.ts';

const shown = new Set(screens.map(({ route }) => route));

test('every public page has its picture in the guide', async () => {
  const { whole } = await world();
  const paths = whole.pageRoutes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !shown.has(path) && !noScreens.includes(path))).toEqual([]);
  expect([...shown, ...noScreens].filter((path) => !paths.includes(path) && !path.startsWith('/desk') && path !== 'trouble')).toEqual([]);
});

test('every screen of the desk has its picture in the guide', () => {
  const source = readFileSync('src/web/workbench/router.tsx', 'utf8');
  const paths = [...source.matchAll(/\n {2}path: '([^']+)'/g)].map(([, path]) => `/desk${path}`);
  expect(paths.length).toBeGreaterThan(7);
  expect(paths.filter((path) => !shown.has(path))).toEqual([]);
  expect([...shown].filter((route) => route.startsWith('/desk') && !paths.includes(route))).toEqual([]);
});

test('the guide holds the pictures of these screens and no others, none of them heavy', () => {
  const names = screens.map(({ name }) => `${name}.png`);
  expect(names.filter((name) => !existsSync(`${folder}/${name}`))).toEqual([]);
  const files = readdirSync(folder, { recursive: true }).map(String);
  expect(files.filter((file) => file.endsWith('.png') && !names.includes(file))).toEqual([]);
  expect(names.filter((name) => statSync(`${folder}/${name}`).size > 150 * 1024)).toEqual([]);
});

test('what the guide shows is there, and the page of every screen is as bin/pictures writes it', () => {
  for (const page of ['README.md', 'docs/guide/user.md', 'docs/guide/en/user.md']) {
    const pictures = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)]*\.png)\)/g)].map(([, path = '']) =>
      path.replace(/^.*pictures\//, ''),
    );
    expect([page, pictures.length > 0]).toEqual([page, true]);
    expect([page, ...pictures.filter((path) => !existsSync(`${folder}/${path}`))]).toEqual([page]);
  }
  expect(readFileSync('docs/guide/screens.md', 'utf8')).toBe(gallery(screens));
});
