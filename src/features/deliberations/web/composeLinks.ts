import { pageData } from '../../../web/page-data.ts';
import type { ComposePlace, ComposerData } from './ComposeForm.tsx';
import type * as sheet from './openCompose.tsx';

const IDLE_MS = 2000;
// The composer is most of the script, and most people only read: it comes when somebody reaches for it.
const composer = (script: string): Promise<typeof sheet> => import(/* @vite-ignore */ script);

/** The composer comes as a sheet over the page; its links lead to its own page where there is no script. */
export function watchComposer(): void {
  document.addEventListener('click', (event) => {
    const asked = event.ctrlKey || event.metaKey || event.shiftKey ? null : placeAsked(event.target);
    if (!asked) return;
    event.preventDefault();
    // A composer that does not come is a page of its own.
    composer(asked.data.script).then(
      ({ openCompose }) => openCompose(asked.data, asked.withPicture),
      () => location.assign(asked.href),
    );
  });
  const here = dataHere();
  if (!here) return;
  const fetchAhead = () => void composer(here.script).catch(() => undefined);
  const reached = (event: Event) => composerLink(event.target) && fetchAhead();
  document.addEventListener('pointerdown', reached);
  document.addEventListener('focusin', reached);
  // Who is signed in may write, and may be offline when they do.
  if (pageData().me !== null) setTimeout(fetchAhead, IDLE_MS);
}

const composerLink = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a[href*="/compose"]') : null;

function dataHere(): ComposerData | null {
  const { composer: data } = document.querySelector<HTMLElement>('[data-composer]')?.dataset ?? {};
  return data === undefined ? null : JSON.parse(data);
}

/** What is to be composed when this is pressed: under this page's composer, or in answer to one of its posts. */
function placeAsked(target: EventTarget | null) {
  const link = composerLink(target);
  const here = link && dataHere();
  if (!link || !here) return null;
  const replyTo = new URL(link.href).searchParams.get('replyTo');
  const place = { ...here.place, replyTo: replyTo === null ? null : { id: replyTo, name: nameOf(replyTo, here.place) } };
  const known = here.place.replyTo?.id === place.replyTo?.id;
  return { data: { ...here, place, draft: known ? here.draft : undefined }, withPicture: link.hash === '#pictures', href: link.href };
}
const nameOf = (id: string, { replyTo }: ComposePlace): string =>
  (replyTo?.id === id ? replyTo.name : document.querySelector(`#p-${id} .person-name b`)?.textContent) ?? '';
