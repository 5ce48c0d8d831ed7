import type { Answer } from '../../web/page-route.ts';
import type { Entered } from './entering.ts';

/** Goes on to a page that says once what came of it. */
export const said = (what: string, to: string): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'said', value: what }] });

/** Goes on as somebody who entered: into the house, or to the second step. */
export const enteredAs = ({ cookie, token, endsAt, next }: Entered): Answer => ({
  kind: 'redirect',
  to: next,
  cookies: [{ name: cookie, value: token, endsAt }],
});

/** What was typed, for the page that shows it again. */
export const textOf = (given: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
