import { expect, test } from 'vitest';
import { faults, type Lifecycle, next } from '../../kit/lifecycle.ts';
import { post, topic } from './lifecycle.ts';

const everyCell = (table: Lifecycle) => {
  for (const [command, row] of Object.entries(table.commands))
    for (const state of table.states) {
      const to = () => next(table, command, state, 'published');
      if (row.from.includes(state)) expect(to(), `${command} in ${state}`).toBe(row.to === 'previous' ? 'published' : row.to);
      else expect(to, `${command} in ${state}`).toThrow('changed-meanwhile');
    }
};
test('each state of a topic is reached and left, and each cell answers', () => {
  expect(faults(topic)).toEqual([]);
  everyCell(topic);
});
test('each state of a post is reached and left, and each cell answers', () => {
  expect(faults(post)).toEqual([]);
  everyCell(post);
});
test('a withdrawn topic stays withdrawn', () => {
  expect(topic.final).toEqual(['withdrawn']);
});
test('nobody but a moderator refuses, and never without a reason', () => {
  expect(post.commands.refuse).toMatchObject({ by: ['moderator'], needs: ['reason'] });
});
