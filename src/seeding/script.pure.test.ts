import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { dice } from './dice.ts';
import { linesOf } from './script.ts';

test('a script names who says what to whom, and when', () => {
  const [post, reply, again] = linesOf(`# 9天前 09:26 | 委员 教育界二 | 赞 3+1 | 图 lamp | 改 6
第一段

第二段
~~~
改过的
## 8天前 10:00 | 网友 小满 | 不公开 offTopic 说 明
回复
### 5分钟前 | 委员 民革 | 待审
再回
`);
  expect(post).toMatchObject({
    when: { days: 9, time: '09:26' },
    who: { kind: 'member', sector: '教育界', number: 1 },
    to: null,
    text: '第一段\n\n第二段',
    likes: [3, 1],
    picture: 'lamp',
    edit: { minutes: 6, text: '改过的' },
    reading: 'accept',
  });
  expect(reply).toMatchObject({ to: post, who: { name: '小满' }, reading: { reason: 'offTopic', words: '说 明' }, likes: [0, 0] });
  expect(again).toMatchObject({ to: reply, when: { minutes: 5 }, reading: 'wait' });
});
test('what a script does not know is refused', () => {
  for (const wrong of [
    '# 昨天 | 委员 民革\n甲',
    '# 1天前 10:00 | 路人 甲\n甲',
    '# 1天前 10:00 | 网友 甲 | 收藏 3\n甲',
    '## 1天前 10:00 | 网友 甲\n甲',
  ])
    expect(() => linesOf(wrong)).toThrow(SyntaxError);
});
test('the scripts of the demo can be read, and nobody answers before the post', () => {
  const when = ({ when }: ReturnType<typeof linesOf>[number]) =>
    'minutes' in when ? -when.minutes / 1440 : -when.days + Number(when.time.slice(0, 2)) / 24 + Number(when.time.slice(3)) / 1440;
  const scripts = globSync('seeds/demo/*.posts.txt');
  expect(scripts).toHaveLength(3);
  for (const script of scripts)
    for (const line of linesOf(readFileSync(script, 'utf8'))) {
      expect(line.text.length).toBeGreaterThan(4);
      if (line.to) expect(when(line), line.text).toBeGreaterThan(when(line.to));
    }
});
test('dice fall the same way after the same word', () => {
  const thrown = (word: string) => {
    const one = dice(word);
    return [one.whole(1000), one.between(5, 9), one.pick(['a', 'b', 'c']), one.some([1, 2, 3, 4, 5], 3)];
  };
  expect(thrown('clear')).toEqual(thrown('clear'));
  expect(thrown('clear')).not.toEqual(thrown('other'));
  expect(new Set(dice('x').some([1, 2, 3], 9)).size).toBe(3);
});
test('days are days of the zone', () => {
  const shanghai = calendar(new Date('2026-07-01T16:30:00Z'), 'Asia/Shanghai');
  expect(shanghai.at(0, '09:00').toISOString()).toBe('2026-07-02T01:00:00.000Z');
  expect(shanghai.at(2, '00:30').toISOString()).toBe('2026-06-29T16:30:00.000Z');
  expect(shanghai.hourOf(shanghai.now)).toBe(0.5);
  const berlin = calendar(new Date('2026-03-30T10:00:00Z'), 'Europe/Berlin');
  expect(berlin.at(1, '12:00').toISOString()).toBe('2026-03-29T10:00:00.000Z');
  expect(berlin.at(2, '12:00').toISOString()).toBe('2026-03-28T11:00:00.000Z');
  expect(berlin.dateOf(berlin.at(-2, '08:00'))).toBe('2026-04-01');
});
