import { watchKeys } from '../features/factors/web/pageKeys.ts';
import { beginPage } from './begin.ts';

/** Pages on which a security key is used. */
export function beginKey(words: Parameters<typeof beginPage>[0]): void {
  beginPage(words);
  watchKeys();
}
