import { afterAll, beforeEach, expect, test } from 'vitest';
import { dropAllOf, dropKept, type Kept, keep, keptAt, waitingOf } from './kept.ts';

/** What a browser keeps, here in memory. */
function storage() {
  const held = new Map<string, string>();
  return Object.assign(Object.create({ getItem: (name: string) => held.get(name) ?? null }), {
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  });
}
/** Object.keys(localStorage) names what is kept, not its methods. */
const shelf = () => {
  const inner = storage();
  const names = new Set<string>();
  return new Proxy(inner, {
    ownKeys: () => [...names],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (target, name) =>
      name === 'setItem'
        ? (key: string, value: string) => {
            names.add(key);
            target.setItem(key, value);
          }
        : name === 'removeItem'
          ? (key: string) => {
              names.delete(key);
              target.removeItem(key);
            }
          : Reflect.get(target, name),
  });
};
beforeEach(() => {
  Object.defineProperty(globalThis, 'localStorage', { value: shelf(), configurable: true });
});

afterAll(() => void Reflect.deleteProperty(globalThis, 'localStorage'));

const place = { topicId: 'topic', replyTo: null };
const kept = (more: Partial<Kept> = {}): Kept => ({
  ...place,
  text: '写到一半',
  pictures: [],
  key: 'k'.repeat(32),
  at: Date.now(),
  unsaved: true,
  waiting: false,
  ...more,
});

test('what is kept at one place is found there, and nowhere else', () => {
  keep('me', kept());
  expect(keptAt('me', place)?.text).toBe('写到一半');
  expect(keptAt('me', { topicId: 'topic', replyTo: { id: 'post', name: '樊知秋' } })).toBeNull();
  expect(keptAt('you', place)).toBeNull();
  dropKept('me', place);
  expect(keptAt('me', place)).toBeNull();
});
test('what was written before signing in becomes the person’s own, unless they wrote there already', () => {
  keep(null, kept({ text: '还没登录' }));
  expect(keptAt('me', place)?.text).toBe('还没登录');
  expect(keptAt(null, place)).toBeNull();
  keep(null, kept({ text: '又一个没登录的人' }));
  expect(keptAt('me', place)?.text).toBe('还没登录');
});
test('what waits to be sent is one’s own or nobody’s, and not older than 30 days', () => {
  keep('me', kept({ waiting: true, text: '我的' }));
  keep('you', kept({ waiting: true, text: '别人的' }));
  keep(null, kept({ waiting: true, text: '没登录的', topicId: 'other' }));
  keep('me', kept({ waiting: true, text: '一个多月前', topicId: 'old', at: Date.now() - 31 * 86_400_000 }));
  keep('me', kept({ topicId: 'draft' }));
  expect(waitingOf('me').map(({ owner, kept: { text } }) => [owner, text])).toEqual([
    ['me', '我的'],
    [null, '没登录的'],
  ]);
  expect(keptAt('me', { topicId: 'old', replyTo: null })).toBeNull();
});
test('signing out leaves nothing of this person on the device', () => {
  keep('me', kept());
  keep('me', kept({ topicId: 'other', waiting: true }));
  keep('you', kept({ text: '别人的' }));
  dropAllOf('me');
  expect([keptAt('me', place), keptAt('me', { topicId: 'other', replyTo: null })]).toEqual([null, null]);
  expect(keptAt('you', place)?.text).toBe('别人的');
});
test('what cannot be read is nothing, and a browser that stores nothing remembers as long as the page is open', () => {
  localStorage.setItem('heyi.kept.me.topic.', '{"text":7}');
  expect(keptAt('me', place)).toBeNull();
  Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new Error('denied');
    },
    configurable: true,
  });
  expect(keep('me', kept({ text: '无痕窗口' }))).toBe(false);
  expect(keptAt('me', place)?.text).toBe('无痕窗口');
  dropKept('me', place);
  expect(keptAt('me', place)).toBeNull();
});
