import { Type } from 'typebox';
import type { Answer } from '../../web/page-route.ts';
import type { Entered } from '../people/index.ts';

/** 138****1234, and nothing that somebody might want to write there. */
export const To = Type.String({ pattern: '^\\d{3}\\*{4}\\d{4}$', title: '手机号' });

/** Goes on as somebody who entered: into the house, or to the second step. */
export const enteredAs = ({ cookie, token, endsAt, next }: Entered): Answer => ({
  kind: 'redirect',
  to: next,
  cookies: [{ name: cookie, value: token, endsAt }],
});
/** What was typed, for the page that shows it again. */
export const textOf = (given: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
