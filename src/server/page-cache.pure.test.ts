import { expect, test } from 'vitest';
import { manualClock } from '../kit/clock.ts';
import { pageCache } from './page-cache.ts';

const page = (body: string) => ({ body, zipped: new Uint8Array() });
const at = (seconds: number) => new Date(Date.UTC(2026, 6, 1, 0, 0, seconds));

test('a page is kept until something it shows changes, and for 20 seconds at most', () => {
  const clock = manualClock(at(0));
  const cache = pageCache(clock);
  cache.keep('/a', page('a'), ['topic'], cache.moment());
  expect(cache.get('/a')?.body).toBe('a');
  cache.changed(['another']);
  expect(cache.get('/a')?.body).toBe('a');
  cache.changed(['topic']);
  expect(cache.get('/a')).toBeUndefined();
  cache.keep('/a', page('b'), ['topic'], cache.moment());
  clock.moveTo(at(20));
  expect(cache.get('/a')).toBeUndefined();
});
test('a page that was read before a change is not kept after it', () => {
  const cache = pageCache(manualClock(at(0)));
  const before = cache.moment();
  cache.changed(['topic']);
  cache.keep('/a', page('old'), ['topic'], before);
  expect(cache.get('/a')).toBeUndefined();
  cache.keep('/b', page('of another topic'), ['another'], before);
  expect(cache.get('/b')?.body).toBe('of another topic');
  cache.keep('/all', page('of everything'), ['*'], before);
  expect(cache.get('/all')).toBeUndefined();
});
test('a change of everything drops all pages, and those under way', () => {
  const cache = pageCache(manualClock(at(0)));
  const before = cache.moment();
  cache.keep('/a', page('a'), ['topic'], before);
  cache.changed(['*']);
  expect(cache.get('/a')).toBeUndefined();
  cache.keep('/b', page('b'), ['another'], before);
  expect(cache.get('/b')).toBeUndefined();
});
test('what changed too long ago to be remembered counts as changed', () => {
  const cache = pageCache(manualClock(at(0)));
  const before = cache.moment();
  for (let i = 0; i < 20_001; i++) cache.changed([`thing ${i}`]);
  cache.keep('/a', page('a'), ['topic'], before);
  expect(cache.get('/a')).toBeUndefined();
  cache.keep('/a', page('a'), ['topic'], cache.moment());
  expect(cache.get('/a')?.body).toBe('a');
});
test('the longest kept page goes when there are too many', () => {
  const cache = pageCache(manualClock(at(0)));
  for (let i = 0; i < 501; i++) cache.keep(`/${i}`, page(String(i)), [], cache.moment());
  expect(cache.get('/0')).toBeUndefined();
  expect(cache.get('/500')?.body).toBe('500');
});
