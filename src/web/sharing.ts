import { said } from './page-data.ts';
import { toast } from './toast.ts';

/** Passing on: by the phone's own way, else by copying the address; the link itself works without any of it. */
export function watchSharing(): void {
  for (const element of document.querySelectorAll('[data-with-script]')) element.removeAttribute('hidden');
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-share], a[data-copy]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const sharing = link.hasAttribute('data-share');
    const url = sharing ? canonical() : link.href;
    link.closest('details')?.removeAttribute('open');
    void (sharing && 'share' in navigator ? share(url) : copy(url));
  });
}
const canonical = (): string => document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;

async function share(url: string): Promise<void> {
  try {
    await navigator.share({ title: document.title, url });
  } catch (error) {
    // Who changed their mind needs nothing copied.
    if (!(error instanceof DOMException && error.name === 'AbortError')) await copy(url);
  }
}
async function copy(url: string): Promise<void> {
  const words = said();
  try {
    await navigator.clipboard.writeText(url);
    toast(words.copied);
  } catch {
    toast(copiedTheOldWay(url) ? words.copied : words.copyThis(url));
  }
}
/** Without https there is no clipboard to write to. */
function copiedTheOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'spoken';
  document.body.append(field);
  field.select();
  field.setSelectionRange(0, text.length);
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
