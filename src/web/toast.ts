export interface ToastAct {
  /** What the button does; spoken once, however the seconds run. */
  readonly name: string;
  /** What is seen, by the seconds left. */
  readonly label?: (seconds: number) => string;
  readonly act: () => void;
}
const SECONDS = 8;
let remove = (): void => undefined;

/** A line at the foot for eight seconds, read aloud, with one act at most. A new one takes the place of the old. */
export function toast(sentence: string, act?: ToastAct): void {
  remove();
  const line = document.createElement('div');
  line.className = 'toast';
  const words = document.createElement('span');
  words.textContent = sentence;
  line.append(words);
  const button = act && actButton(act);
  if (button) line.append(button.element);
  let left = SECONDS;
  const timer = setInterval(() => {
    left -= 1;
    button?.show(left);
    if (left <= 0) remove();
  }, 1000);
  remove = () => {
    clearInterval(timer);
    line.remove();
  };
  document.querySelector('.toasts')?.append(line);
}

function actButton({ name, label = () => name, act }: ToastAct) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'toast-act';
  element.setAttribute('aria-label', name);
  const shown = document.createElement('span');
  shown.setAttribute('aria-hidden', 'true');
  element.append(shown);
  element.addEventListener('click', () => {
    remove();
    act();
  });
  const show = (seconds: number) => {
    shown.textContent = label(seconds);
  };
  show(SECONDS);
  return { element, show };
}
