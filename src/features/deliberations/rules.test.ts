import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkParts,
  checkPosting,
  checkText,
  checkWhole,
  editableUntil,
  gapsOf,
  isEditable,
  offersToAuthor,
  type PartDates,
  saidBefore,
  stations,
  type TopicTyped,
  undoUntil,
} from './rules.ts';

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 6, day, hour));
const part = (kind: PartDates['kind'], from: number, to: number): PartDates => ({ kind, startsAt: at(from), endsAt: at(to) });
const parts = [part('posting', 2, 20), part('collation', 20, 22), part('meeting', 24, 25)];

describe('the phase rail', () => {
  const states = (state: string, now: Date) => stations({ state, parts }, now).map((s) => s.state);
  test('follows the dates of its parts', () => {
    expect(states('announced', at(1))).toEqual(['toCome', 'toCome', 'toCome']);
    expect(states('open', at(3))).toEqual(['now', 'toCome', 'toCome']);
    expect(states('closed', at(21))).toEqual(['done', 'now', 'toCome']);
    expect(states('closed', at(23))).toEqual(['done', 'done', 'toCome']);
    expect(states('closed', at(26))).toEqual(['done', 'done', 'done']);
  });
  test('shows posting as done once it was closed early, and not as running before it was opened', () => {
    expect(states('closed', at(5))[0]).toBe('done');
    expect(states('announced', at(5))[0]).toBe('toCome');
  });
  test('keeps the order of a deliberation, whatever the order of the parts', () => {
    expect(stations({ state: 'open', parts: [...parts].reverse() }, at(3)).map((s) => s.kind)).toEqual(['posting', 'collation', 'meeting']);
  });
});

describe('dates', () => {
  test('may not end before they start, come twice or come out of order', () => {
    expect(() => checkParts([part('posting', 3, 2)])).toThrow('part-ends-before-it-starts');
    expect(() => checkParts([part('posting', 2, 2)])).toThrow('part-ends-before-it-starts');
    expect(() => checkParts([part('posting', 1, 2), part('posting', 3, 4)])).toThrow('parts-out-of-order');
    expect(() => checkParts([part('posting', 5, 9), part('meeting', 1, 2)])).toThrow('parts-out-of-order');
    expect(() => checkParts(parts)).not.toThrow();
  });
});

describe('a topic that is to be announced', () => {
  const whole: TopicTyped = {
    title: '推进近视防控',
    summary: '学校怎么改',
    hostId: 'host',
    focus: '背景。',
    figures: [{ value: '36.0%', label: '小学生' }],
    figuresSource: '',
    parts: [part('posting', 2, 20)],
  };
  const fieldsOf = (more: Partial<TopicTyped>) => gapsOf({ ...whole, ...more }).map(({ field, fault }) => `${field} ${fault}`);
  test('lacks nothing when it is whole', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(checkWhole({ ...whole, parts })).toEqual(parts);
  });
  test('names what is missing in the order of the form, the posting window also where no part was planned', () => {
    expect(
      fieldsOf({ hostId: null, title: '三个字', summary: ' ', focus: '', figures: [{ value: '', label: '字'.repeat(21) }], parts: [] }),
    ).toEqual([
      'hostId missing',
      'title short',
      'summary missing',
      'focus missing',
      'figures.0.value missing',
      'figures.0.label long',
      'parts.posting.startsAt missing',
      'parts.posting.endsAt missing',
    ]);
    expect(fieldsOf({ parts: [part('posting', 2, 20), { kind: 'meeting', startsAt: at(24), endsAt: null }] })).toEqual([
      'parts.meeting.endsAt missing',
    ]);
    expect(fieldsOf({ figuresSource: '源'.repeat(81) })).toEqual(['figuresSource long']);
  });
  test('is refused with its fields, then for dates that contradict each other', () => {
    const refusal = expect.objectContaining({ code: 'topic-incomplete', fields: ['summary'], values: { count: 1 } });
    expect(() => checkWhole({ ...whole, parts, summary: '' })).toThrow(refusal);
    expect(() => checkWhole({ ...whole, parts: [part('posting', 3, 2)] })).toThrow('part-ends-before-it-starts');
  });
});

describe('posting', () => {
  const check = (state: string, now: Date) => () => checkPosting({ state, parts }, now);
  test('is open inside its window only', () => {
    expect(check('open', at(2))).not.toThrow();
    expect(check('open', at(20))).toThrow('closed-since');
    expect(check('closed', at(5))).toThrow('closed-since');
    expect(check('announced', at(5))).toThrow('not-open-yet');
    expect(check('draft', at(5))).toThrow('not-open-yet');
    expect(check('withdrawn', at(5))).toThrow('topic-withdrawn');
  });
});

describe('a text', () => {
  test('has a least and a most length, counted as people count', () => {
    expect(() => checkText('四个字呀', false)).toThrow(expect.objectContaining({ code: 'text-too-short', values: { least: 5, now: 4 } }));
    expect(() => checkText('    \n五个字了', false)).toThrow('text-too-short');
    expect(() => checkText('五个字了吧', false)).not.toThrow();
    expect(() => checkText('同意', true)).not.toThrow();
    expect(() => checkText('字'.repeat(2000), false)).not.toThrow();
    expect(() => checkText('字'.repeat(2003), false)).toThrow(
      expect.objectContaining({ code: 'text-too-long', values: { most: 2000, now: 2003, over: 3 } }),
    );
    expect(() => checkText('👨‍👩‍👧'.repeat(2000), false)).not.toThrow();
  });
  test('that cannot be stored is refused, whatever its length', () => {
    expect(() => checkText('近视防控\0要抓紧', false)).toThrow('text-broken');
  });
  test('of allowed length passes, whatever its characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 5, maxLength: 50 }).filter((t) => !/\s|\0/u.test(t) && t.isWellFormed()),
        (text) => {
          // Graphemes that follow each other may join into one.
          fc.pre([...new Intl.Segmenter('zh').segment(text)].length >= 5);
          expect(() => checkText(text, false)).not.toThrow();
        },
      ),
    );
  });
});

describe('its author', () => {
  const post = (state: 'pending' | 'published' | 'held' | 'refused' | 'withdrawn', more = {}) => ({
    state,
    submittedAt: at(5),
    publishedAt: null,
    withdrawnAt: null,
    ...more,
  });
  const minute = (m: number) => new Date(at(5).getTime() + m * 60_000);
  test('changes it while it waits, and for 15 minutes after publication', () => {
    expect(isEditable(post('pending'), at(9))).toBe(true);
    expect(isEditable(post('published', { publishedAt: at(5) }), minute(14))).toBe(true);
    expect(isEditable(post('published', { publishedAt: at(5) }), minute(15))).toBe(false);
    expect(isEditable(post('published'), minute(14))).toBe(true);
    expect(editableUntil(post('refused'))).toBeNull();
    expect(editableUntil(post('withdrawn'))).toBeNull();
  });
  test('is offered what state and time allow', () => {
    expect(offersToAuthor(post('pending'), minute(1))).toEqual(['edit', 'withdraw']);
    expect(offersToAuthor(post('held'), minute(1))).toEqual(['edit', 'withdraw']);
    expect(offersToAuthor(post('published'), minute(20))).toEqual(['withdraw']);
    expect(offersToAuthor(post('refused'), minute(1))).toEqual([]);
    expect(offersToAuthor(post('withdrawn', { withdrawnAt: at(5) }), new Date(at(5).getTime() + 59_000))).toEqual(['restore']);
    expect(offersToAuthor(post('withdrawn', { withdrawnAt: at(5) }), undoUntil(at(5)))).toEqual([]);
  });
});

describe('the same words again', () => {
  const before = { id: 'first', parentId: null, rootId: null, state: 'published' as const, text: '同一句话', submittedAt: at(3, 10) };
  const again = (now: Date, more: Partial<typeof before> = {}, text = '同一句话', parentId: string | null = null) =>
    saidBefore([{ ...before, ...more }], { text, parentId }, now)?.id;
  const past = (minutes: number) => new Date(before.submittedAt.getTime() + minutes * 60_000);
  test('are the post that stands there for ten minutes', () => {
    expect([past(0), past(9.9), past(10)].map((now) => again(now))).toEqual(['first', 'first', undefined]);
  });
  test('are new when a letter differs, elsewhere, and when the first were withdrawn or refused', () => {
    expect(again(past(1), {}, '同一句话 ')).toBeUndefined();
    expect(again(past(1), {}, '同一句话', 'another')).toBeUndefined();
    expect(saidBefore([{ ...before, state: 'withdrawn' }], before, past(1))).toBeUndefined();
    expect(saidBefore([{ ...before, state: 'refused' }], before, past(1))).toBeUndefined();
  });
});
