import { Refused, reach } from '../../../web/call.ts';
import { askKey, askNewKey } from './addresses.ts';
import { keyAnswer, keysSupported } from './key-answer.ts';

/** Forms that a key fills: pressing asks the key first, then sends the form as any other. */
export function watchKeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-key]'))
    form.addEventListener('submit', (event) => {
      const field = form.elements.namedItem('answer');
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      void ask(form, field);
    });
}

async function ask(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const { key, as, busy, failed = '', unsupported = '' } = form.dataset;
  const button = form.querySelector('button');
  const say = (sentence: string) => {
    const place = form.querySelector('[data-key-said]');
    if (place) place.textContent = sentence;
  };
  if (!keysSupported()) return say(unsupported);
  if (button?.getAttribute('aria-busy') === 'true') return;
  button?.setAttribute('aria-busy', 'true');
  say(busy ?? '');
  const use = key === 'register' ? 'register' : 'prove';
  try {
    const asker = { as: as === 'second' ? ('second' as const) : ('stepUp' as const) };
    const { options } = use === 'register' ? await reach(askNewKey, asker) : await reach(askKey, asker);
    field.value = await keyAnswer(use, options);
    form.submit();
  } catch (error) {
    say(error instanceof Refused && error.sentence !== '' ? error.sentence : failed);
    button?.removeAttribute('aria-busy');
  }
}
