import { describe, expect, test } from 'vitest';
import { deskWords } from '../../words/desk.ts';
import { fieldOf, problemsOf, savingProblemsOf } from './checks.ts';
import { differing, draftOf, emptyDraft, isSame, type Topic, type TopicDraft, writtenOf } from './draft.ts';
import { moved } from './order.ts';

const zone = 'Asia/Shanghai';
const words = deskWords('zh');
const part = (starts: string, ends: string) => ({ on: true, starts, ends });
const good: TopicDraft = {
  ...emptyDraft('committee'),
  title: '把社区图书角办到家门口',
  summary: '书从哪里来、谁来管',
  hostId: 'host',
  focus: '背景。',
  parts: { ...emptyDraft('').parts, posting: part('2026-07-02T09:00', '2026-07-20T18:00') },
};
const wrong = (change: Partial<TopicDraft>) =>
  problemsOf({ ...good, ...change }, words).map(({ field, sentence }) => `${field}: ${sentence}`);

describe('what has to be mended before a topic is announced', () => {
  test('nothing in a good one', () => expect(wrong({})).toEqual([]));
  test('an empty form names its fields in the order of the form', () => {
    expect(problemsOf(emptyDraft(''), words).map(({ field }) => field)).toEqual([
      'committeeId',
      'hostId',
      'title',
      'summary',
      'focus',
      'part-posting-starts',
      'part-posting-ends',
    ]);
  });
  test('a text too short or too long says how much', () => {
    expect(wrong({ title: '三个字' })).toEqual(['title: “议题名称”至少要 4 个字，现在是 3 个字']);
    expect(wrong({ title: '字'.repeat(61) })).toEqual(['title: “议题名称”最多 60 个字，现在是 61 个字']);
    // As the server counts: one sign outside the first plane is one character.
    expect(wrong({ title: '𠮷'.repeat(60) })).toEqual([]);
  });
  test('a figure needs its value and what it is', () => {
    expect(wrong({ figures: [{ value: '36%', label: '' }] })).toEqual(['figure-0-label: 请填写“数据 1 的说明”']);
    expect(
      wrong({
        figures: [
          { value: '', label: '' },
          { value: '36%', label: '' },
        ],
      }),
    ).toEqual(['figure-1-label: 请填写“数据 2 的说明”']);
    expect(wrong({ figuresSource: '源'.repeat(81) })).toHaveLength(1);
  });
  test('dates that contradict each other are named at the later field', () => {
    const parts = {
      ...good.parts,
      posting: part('2026-07-20T18:00', '2026-07-20T18:00'),
      meeting: part('2026-07-19T09:00', '2026-07-25T09:00'),
    };
    expect(wrong({ parts })).toEqual(['part-posting-ends: 征集的结束时间要晚于开始时间', 'part-meeting-starts: 协商不能早于征集开始']);
  });
  test('a part that is not planned is not looked at', () => {
    expect(wrong({ parts: { ...good.parts, answers: { on: false, starts: 'x', ends: '' } } })).toEqual([]);
  });
});

test('a draft needs a title and its committee to be saved, nothing else', () => {
  const fields = (draft: TopicDraft) => savingProblemsOf(draft, words).map(({ field }) => field);
  expect(fields(emptyDraft(''))).toEqual(['committeeId', 'title']);
  expect(fields({ ...emptyDraft('committee'), title: '题' })).toEqual([]);
  expect(writtenOf({ ...emptyDraft('committee'), title: '题' }, zone)).toMatchObject({
    hostId: null,
    parts: [{ kind: 'posting', startsAt: null, endsAt: null }],
  });
});

test('what the server refuses finds its field, or none', () => {
  expect(fieldOf('figures', 'invalid-input')).toBe('figure-0-value');
  expect(fieldOf('parts', 'invalid-input')).toBe('part-posting-starts');
  expect(fieldOf('title', 'invalid-input')).toBe('title');
  expect(fieldOf('parts.meeting.endsAt', 'topic-incomplete')).toBe('part-meeting-ends');
  expect(fieldOf('figures.1.label', 'topic-incomplete')).toBe('figure-1-label');
  expect(fieldOf(null, 'unknown-host')).toBe('hostId');
  expect(fieldOf(null, 'part-ends-before-it-starts')).toBe('part-posting-ends');
  expect(fieldOf(null, 'too-fast')).toBeUndefined();
});

describe('a topic in the form', () => {
  const topic = {
    committeeId: 'committee',
    hostId: 'host',
    title: '名称',
    summary: '说明',
    focus: '聚焦',
    figures: [{ value: ' 36% ', label: '说明' }],
    figuresSource: '',
    membersRead: 'after',
    publicRead: 'before',
    parts: [{ kind: 'posting', startsAt: '2026-07-02T01:00:27.123Z', endsAt: '2026-07-20T10:00:00.000Z' }],
  } as const satisfies Partial<Topic>;
  const saved = topic as unknown as Topic;
  test('goes back as it came: a time that was not touched keeps its seconds', () => {
    const draft = draftOf(saved, zone);
    expect(draft.parts.posting).toEqual(part('2026-07-02T09:00', '2026-07-20T18:00'));
    expect(writtenOf(draft, zone, saved).parts).toEqual(topic.parts);
    expect(
      writtenOf({ ...draft, parts: { ...draft.parts, posting: part('2026-07-02T09:01', '2026-07-20T18:00') } }, zone, saved).parts,
    ).toEqual([{ kind: 'posting', startsAt: '2026-07-02T01:01:00.000Z', endsAt: '2026-07-20T10:00:00.000Z' }]);
    expect(writtenOf(draft, zone, saved).figures).toEqual([{ value: '36%', label: '说明' }]);
  });
  test('two drafts differ in the fields that somebody changed', () => {
    const other = { ...good, title: '别的', parts: { ...good.parts, meeting: part('2026-07-25T09:00', '2026-07-25T12:00') } };
    expect(differing(good, other)).toEqual(['title', 'parts']);
    expect(isSame(good, { ...good })).toBe(true);
    expect(isSame(good, other)).toBe(false);
  });
});

test('a thing moves one place, and not past the ends', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
