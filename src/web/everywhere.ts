import { recordVisit } from '../features/statistics/web/addresses.ts';
import { sayNow } from './afterwards.ts';
import { Refused, reach } from './call.ts';
import { dropAllOf } from './kept.ts';
import { pageData, said } from './page-data.ts';
import { toast } from './toast.ts';

/** What every public page gets from its script; each works without. */
export function enhancePage(): void {
  sayNow();
  sayWithUndo();
  document.getElementById('refusals')?.focus();
  closeMenus();
  forgetOnSignOut();
  void countVisit();
  void speakInWeChat();
}

/** WeChat's own script is for pages read there, and comes when the page has been shown. */
async function speakInWeChat(): Promise<void> {
  if (!pageData().wechat || navigator.userAgent.indexOf('MicroMessenger') < 0) return;
  if (document.readyState !== 'complete') await new Promise((shown) => addEventListener('load', shown, { once: true }));
  const { speakWithWeChat } = await import('../features/wechat/web/inWeChat.ts');
  await speakWithWeChat();
}

/** The line of a withdrawal also comes as a toast that counts down: on a phone the top of the page is far. */
function sayWithUndo(): void {
  const words = said();
  const line = document.querySelector('[data-said]');
  const form = document.querySelector<HTMLFormElement>('[data-said] form');
  const sentence = document.querySelector('[data-said] [data-sentence]')?.textContent;
  if (form && sentence) toast(sentence, { name: words.undo, label: words.undoIn, act: () => form.submit() });
  else if (sentence && location.hash !== '') {
    // Further down the line on top is out of sight, or half of it: said once is enough.
    line?.remove();
    toast(sentence);
  }
}

/** A menu that is open closes when something else is pressed, or Esc. */
function closeMenus(): void {
  const others = (within: EventTarget | null) => {
    for (const menu of document.querySelectorAll('details.menu[open]'))
      if (!(within instanceof Node && menu.contains(within))) menu.removeAttribute('open');
  };
  document.addEventListener('click', ({ target }) => others(target));
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && others(null));
}

function forgetOnSignOut(): void {
  const { me } = pageData();
  if (me !== null) document.querySelector('[data-sign-out]')?.addEventListener('submit', () => dropAllOf(me));
}

/** One hit a page view; a visit that could not be counted is nobody's trouble. */
async function countVisit(): Promise<void> {
  const { visits } = pageData();
  if (visits === null) return;
  try {
    await reach(recordVisit, { id: visits });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
