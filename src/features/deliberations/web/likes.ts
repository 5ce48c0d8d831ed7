import { Refused, reach } from '../../../web/call.ts';
import { pageData, said } from '../../../web/page-data.ts';
import { toast } from '../../../web/toast.ts';
import { number } from '../../../web/words/format.ts';
import * as addresses from './addresses.ts';

/** Two taps closer than this are one. */
const ONE_TAP_MS = 500;
const NAME = 'heyi.liked';
const MOST = 500;
const busy = new WeakSet<Element>();

interface Like {
  readonly button: Element;
  readonly count: Element;
  readonly apart: Element;
  readonly id: string;
}
function likeOf(form: Element): Like | null {
  const [button, count, apart] = ['button', '[data-count]', '[data-apart]'].map((what) => form.querySelector(what));
  const id = /\/posts\/([^/]+)\/like/.exec(form.getAttribute('action') ?? '')?.[1];
  return button && count && apart && id ? { button, count, apart, id } : null;
}

/** Likes without loading the page: the count moves at once, and back with a word when it was not taken. */
export function watchLikes(): void {
  showMine();
  document.addEventListener('submit', (event) => {
    const form = event.target instanceof HTMLFormElement && event.target.matches('[data-like]') ? event.target : null;
    const like = form && likeOf(form);
    if (!form || !like) return;
    event.preventDefault();
    if (!busy.has(form)) void press(form, like);
  });
}

async function press(form: HTMLFormElement, like: Like): Promise<void> {
  const words = said();
  const wanted = !isMine(like);
  const before = stateOf(like);
  const pressed = performance.now();
  busy.add(form);
  show(like, {
    ...before,
    mine: wanted,
    [pageData().me ? 'likes' : 'visitorLikes']: (pageData().me ? before.likes : before.visitorLikes) + (wanted ? 1 : -1),
  });
  try {
    const { liked, likes, visitorLikes } = await reach(wanted ? addresses.likePost : addresses.unlikePost, { id: like.id });
    show(like, { mine: liked, likes, visitorLikes });
    remember(like.id, liked);
    const hidden = form.querySelector<HTMLInputElement>('[name=wanted]');
    if (hidden) hidden.value = liked ? 'no' : 'yes';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    show(like, before);
    toast(error.status === 0 ? words.likeOffline : error.status >= 500 ? words.likeFailed : error.sentence);
  } finally {
    setTimeout(() => busy.delete(form), Math.max(0, ONE_TAP_MS - (performance.now() - pressed)));
  }
}

interface Shown {
  readonly mine: boolean;
  readonly likes: number;
  readonly visitorLikes: number;
}
const isMine = ({ button }: Like): boolean => button.getAttribute('aria-pressed') === 'true';
const figure = (element: Element): number => Number((element.textContent ?? '').replace(/\D/g, ''));
const stateOf = (like: Like): Shown => ({ mine: isMine(like), likes: figure(like.count), visitorLikes: figure(like.apart) });
function show({ button, count, apart }: Like, { mine, likes, visitorLikes }: Shown): void {
  button.setAttribute('aria-pressed', String(mine));
  button.classList.toggle('mine', mine);
  count.textContent = number(likes);
  apart.textContent = visitorLikes > 0 ? said().visitorLikes(number(visitorLikes)) : '';
}

// The page of strangers is the same for all of them: what this device liked, this device remembers.
function showMine(): void {
  if (pageData().me !== null) return;
  const mine = remembered();
  for (const form of document.querySelectorAll('form[data-like]')) {
    const like = likeOf(form);
    if (like && mine.indexOf(like.id) >= 0) show(like, { ...stateOf(like), mine: true });
  }
}
function remembered(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
function remember(id: string, liked: boolean): void {
  if (pageData().me !== null) return;
  const others = remembered().filter((one) => one !== id);
  try {
    localStorage.setItem(NAME, JSON.stringify(liked ? [...others, id].slice(-MOST) : others));
  } catch {
    // Not remembered: pressing again likes again, and is counted once.
  }
}
