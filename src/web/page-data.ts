import type { compose } from './words/zh/compose.ts';

/** What the server tells the scripts of a page. */
export interface PageData {
  /** The person who is signed in; null for strangers. */
  readonly me: string | null;
  readonly zone: string;
  /** The topic whose visit this view counts as. */
  readonly visits: string | null;
  /** A WeChat service account is set. */
  readonly wechat: boolean;
}
export function pageData(): PageData {
  const { me, zone, visits, wechat } = document.getElementById('page-data')?.dataset ?? {};
  return { me: me ?? null, zone: zone ?? 'Asia/Shanghai', visits: visits ?? null, wechat: wechat !== undefined };
}

type Spoken = typeof compose;
let spoken: Spoken;
/** A page's script brings one language along. */
export const speak = (words: Spoken): void => {
  spoken = words;
};
export const said = (): Spoken => spoken;
