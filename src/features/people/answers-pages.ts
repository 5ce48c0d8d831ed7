import type { Answer } from '../../web/page-route.ts';

/** Goes on to a page that says once what came of it. */
export const said = (what: string, to: string): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'said', value: what }] });

/** What was typed, for the page that shows it again. */
export const textOf = (given: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
