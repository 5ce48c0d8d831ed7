import { expect, test } from 'vitest';
import { allow, bodiesOf, may } from './may.ts';

const person = {
  id: 'me',
  loginId: 'l',
  roles: [
    { role: 'editor', body: 'city' },
    { role: 'moderator', body: 'province' },
  ],
};

test('anyone may what is open, strangers nothing else', () => {
  expect(may(null, ['anyone'])).toBe(true);
  expect(may(null, ['signedIn', 'author', 'editor'], { authorId: 'me', bodyId: 'city' })).toBe(false);
});
test('a role counts at its own body only', () => {
  expect(may(person, ['editor'], { bodyId: 'city' })).toBe(true);
  expect(may(person, ['editor'], { bodyId: 'province' })).toBe(false);
  expect(may(person, ['editor', 'moderator'], { bodyId: 'province' })).toBe(true);
});
test('an author is the author of this thing', () => {
  expect(may(person, ['author'], { authorId: 'me' })).toBe(true);
  expect(may(person, ['author'], { authorId: 'you' })).toBe(false);
  expect(may(person, ['author'], {})).toBe(false);
});
test('a refusal tells strangers to sign in, hides what is not for these eyes, and says so of what is seen', () => {
  expect(() => allow(null, ['signedIn'])).toThrow(expect.objectContaining({ status: 401 }));
  expect(() => allow(person, ['editor'], { bodyId: 'x' })).toThrow(expect.objectContaining({ status: 404 }));
  expect(() => allow(person, ['editor'], { bodyId: 'x' }, true)).toThrow(expect.objectContaining({ status: 403 }));
  expect(allow(person, ['editor'], { bodyId: 'city' })).toBeUndefined();
});
test('lists are filtered by the bodies of the roles asked for', () => {
  expect(bodiesOf(person, ['editor'])).toEqual(['city']);
  expect(bodiesOf(person, ['operator'])).toEqual([]);
  expect(bodiesOf(null, ['editor'])).toEqual([]);
});
