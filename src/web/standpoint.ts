import type { PageCall } from './page-route.ts';
import type { Standpoint } from './words/format.ts';

/** From where the reader of a page looks at times. */
export const standpoint = ({ frame, now, zone }: Pick<PageCall, 'frame' | 'now' | 'zone'>): Standpoint => ({
  locale: frame.words.locale,
  now,
  timeZone: zone,
});
