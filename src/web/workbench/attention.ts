/** Counts are asked for again as often as this, while somebody sits here. */
const POLL_MS = 15_000;
/**
 * After so long without a key or a movement the desk stops asking: its questions would otherwise keep the login of an
 * empty chair alive for the whole day (the idle end of a login is the server's, people/rules).
 */
const LEFT_AFTER_MS = 5 * 60_000;

let lastSeen = performance.now();
let left = false;
let onReturn: () => void = () => undefined;

const seen = (): void => {
  lastSeen = performance.now();
  if (!left) return;
  left = false;
  onReturn();
};
for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel']) document.addEventListener(kind, seen, { passive: true });

/** For `refetchInterval`: asked after each answer. */
export function pollInterval(): number | false {
  left ||= performance.now() - lastSeen > LEFT_AFTER_MS;
  return left ? false : POLL_MS;
}
/** Told when somebody is there again. */
export const whenBack = (act: () => void): void => {
  onReturn = act;
};
