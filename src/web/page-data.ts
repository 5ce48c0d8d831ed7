import { compose as en } from './words/en/compose.ts';
import { compose as zh } from './words/zh/compose.ts';

/** What the server tells the scripts of a page. */
export interface PageData {
  /** The person who is signed in; null for strangers. */
  readonly me: string | null;
  readonly zone: string;
  /** The topic whose visit this view counts as. */
  readonly visits: string | null;
}
export function pageData(): PageData {
  const { me, zone, visits } = document.getElementById('page-data')?.dataset ?? {};
  return { me: me ?? null, zone: zone ?? 'Asia/Shanghai', visits: visits ?? null };
}
export const said = (): typeof zh => (document.documentElement.lang === 'en' ? en : zh);
