/** Letters belong to the one who types, and to browser and reader when a modifier is held; dialogs have keys of their own. */
export function isTyping({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing) return true;
  if (!(target instanceof Element)) return false;
  return target.closest('[role="dialog"]') !== null || isTextField(target);
}
const KEYLESS = ['checkbox', 'radio', 'button', 'submit', 'file'];
export function isTextField(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !KEYLESS.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
