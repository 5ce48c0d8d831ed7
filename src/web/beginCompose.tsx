import { hydrateRoot } from 'react-dom/client';
import { LiveCompose } from '../features/deliberations/web/LiveCompose.tsx';
import { LiveEdit } from '../features/deliberations/web/LiveEdit.tsx';
import { beginTopic } from './begin.ts';
import { keptAt } from './kept.ts';
import { pageData, type speak } from './page-data.ts';

/** The composer on its own page: the form that the server made comes alive where it stands. */
export function beginCompose(words: Parameters<typeof speak>[0]): void {
  const mount = document.querySelector<HTMLElement>('[data-mount]');
  if (mount) hydrateRoot(mount, <LiveCompose {...JSON.parse(mount.dataset['mount'] ?? '{}')} words={words} />);
  const edit = document.querySelector<HTMLElement>('[data-edit]');
  if (edit) hydrateRoot(edit, <LiveEdit {...JSON.parse(edit.dataset['edit'] ?? '{}')} words={words} />);
  // Too late to publish: what was written is shown, so that it can be taken along.
  const unsent = document.querySelector<HTMLElement>('[data-unsent]');
  const kept = unsent && keptAt(pageData().me, JSON.parse(unsent.dataset['unsent'] ?? '{}'));
  if (unsent && kept) unsent.textContent = kept.text;
  beginTopic(words);
}
