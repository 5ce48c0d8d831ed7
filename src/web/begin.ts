import { watchComposer } from '../features/deliberations/web/composeLinks.ts';
import { watchLikes } from '../features/deliberations/web/likes.ts';
import { watchUnsent } from '../features/deliberations/web/unsent.ts';
import { enhancePage } from './everywhere.ts';
import { speak } from './page-data.ts';
import { watchSharing } from './sharing.ts';

type Words = Parameters<typeof speak>[0];

/** Any public page. */
export function beginPage(words: Words): void {
  speak(words);
  enhancePage();
  watchUnsent();
}

/** A topic or a thread: likes, passing on, the composer as a sheet. */
export function beginTopic(words: Words): void {
  speak(words);
  enhancePage();
  watchLikes();
  watchSharing();
  watchComposer();
  watchUnsent();
}
