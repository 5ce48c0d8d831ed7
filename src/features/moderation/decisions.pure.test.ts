import { describe, expect, test } from 'vitest';
import { appealStateOf, checkAppeal, checkUndo, reasonOf, verdictsOfUndo, wordsOf } from './decision-rules.ts';

const noon = new Date('2026-07-01T04:00:00Z');
const secondsOn = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

describe('the reason of a refusal', () => {
  test('is named, from the list', () => {
    expect(reasonOf({ decision: 'refuse', reason: 'offTopic' })).toEqual({ reason: 'offTopic', ownWords: null });
    expect(() => reasonOf({ decision: 'refuse' })).toThrow('reason-missing');
  });
  test('needs words where it says nothing itself', () => {
    expect(() => reasonOf({ decision: 'refuse', reason: 'other', ownWords: ' \n' })).toThrow('own-words-missing');
    expect(reasonOf({ decision: 'refuse', reason: 'other', ownWords: '请写具体些 ' })).toEqual({
      reason: 'other',
      ownWords: '请写具体些 ',
    });
  });
  test('is nothing that an acceptance or a pause leaves behind', () => {
    for (const decision of ['accept', 'hold'] as const)
      expect(reasonOf({ decision, reason: 'insult', ownWords: '不该存' })).toEqual({ reason: null, ownWords: null });
  });
  test('in words that cannot be stored is refused', () => {
    expect(() => reasonOf({ decision: 'refuse', reason: 'insult', ownWords: 'a\0b' })).toThrow('text-broken');
    expect(() => wordsOf('\ud800')).toThrow('text-broken');
  });
});

describe('taking a decision back', () => {
  test('is possible for a minute', () => {
    expect(() => checkUndo({ actedAt: noon }, secondsOn(59))).not.toThrow();
    expect(() => checkUndo({ actedAt: noon }, secondsOn(60))).toThrow('too-late-to-undo');
    expect(() => checkUndo({ actedAt: null }, noon)).toThrow('too-late-to-undo');
  });
  test('leads the thing back to where it was', () => {
    expect(verdictsOfUndo({ state: 'accepted', mode: 'before' }, 'waiting')).toEqual(['reopen']);
    expect(verdictsOfUndo({ state: 'refused', mode: 'before' }, 'held')).toEqual(['reopen', 'hold']);
    expect(verdictsOfUndo({ state: 'held', mode: 'before' }, 'waiting')).toEqual(['reopen']);
    expect(verdictsOfUndo({ state: 'accepted', mode: 'after' }, 'waiting')).toEqual([]);
    expect(verdictsOfUndo({ state: 'held', mode: 'after' }, 'waiting')).toEqual([]);
    expect(verdictsOfUndo({ state: 'refused', mode: 'after' }, 'held')).toEqual(['accept']);
  });
});

describe('an appeal', () => {
  test('is made once, within seven days', () => {
    const refused = { appealedAt: null, decidedAt: noon };
    expect(() => checkAppeal(refused, secondsOn(7 * 86_400 - 1))).not.toThrow();
    expect(() => checkAppeal(refused, secondsOn(7 * 86_400))).toThrow('too-late-to-appeal');
    expect(() => checkAppeal({ ...refused, appealedAt: noon }, secondsOn(1))).toThrow('appealed-already');
  });
  test('is told to its author as asked, granted or upheld', () => {
    expect(appealStateOf({ state: 'refused', appealedAt: null })).toBeNull();
    expect(appealStateOf({ state: 'appealed', appealedAt: noon })).toBe('asked');
    expect(appealStateOf({ state: 'accepted', appealedAt: noon })).toBe('granted');
    expect(appealStateOf({ state: 'upheld', appealedAt: noon })).toBe('upheld');
  });
});
