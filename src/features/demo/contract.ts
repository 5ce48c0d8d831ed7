import { Type } from 'typebox';
import { closed, endpoint } from '../../kit/endpoint.ts';

/** What has to be typed, in either language. */
export const REMOVAL_WORDS = ['移除演示内容', 'remove the demo'] as const;

export const DemoCounts = Type.Object(
  {
    committees: Type.Integer(),
    people: Type.Integer(),
    topics: Type.Integer(),
    posts: Type.Integer(),
    files: Type.Integer(),
  },
  closed,
);
/** How much of the installation is demo: what the removal would take away. All zero: none. */
export const readDemo = endpoint({
  method: 'GET',
  path: '/demo',
  input: Type.Object({}, closed),
  reply: DemoCounts,
  refusals: ['not-yours'],
  by: ['operator'],
});
/** 移除演示内容: committees, people, topics with all their posts, files; settings and audit stay. The asker's own demo account ends with it. */
export const removeDemo = endpoint({
  method: 'POST',
  path: '/demo-removal',
  input: Type.Object({ confirm: Type.String({ maxLength: 40, title: '确认的文字' }) }, closed),
  reply: DemoCounts,
  refusals: ['not-yours', 'step-up-needed', 'confirmation-differs', 'no-demo-here'],
  by: ['operator'],
  perMinute: 5,
});
