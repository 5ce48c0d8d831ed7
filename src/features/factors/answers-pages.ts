import QRCode from 'qrcode';
import type { Answer, CookieChange, PageCall } from '../../web/page-route.ts';
import type { Passed } from './asking.ts';

/** The marks that came of it: a new login ends the half one. */
export const marks = ({ entered }: Passed): CookieChange[] =>
  entered
    ? [
        { name: entered.cookie, value: entered.token, endsAt: entered.endsAt },
        { name: 'half', value: null },
      ]
    : [];

/** Goes on with the new marks, and says once what came of it. */
export const goesOn = (passed: Passed, fallback: string, what?: string): Answer => ({
  kind: 'redirect',
  to: passed.next || fallback,
  cookies: [...marks(passed), ...(what === undefined ? [] : [{ name: 'said' as const, value: what }])],
});

/** A form's answer is shown at the address of its page: the look and language switches come back there. */
export const shownAt = (call: PageCall, here: string): PageCall => ({ ...call, frame: { ...call.frame, here } });

/** The dark modules as one path, one unit each, with four of white around. */
export function qrOf(text: string): { path: string; modules: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) => y);
  const path = rows.flatMap((y) => rows.flatMap((x) => (modules.get(y, x) ? [`M${x + 4} ${y + 4}h1v1h-1z`] : []))).join('');
  return { path, modules: modules.size + 8 };
}
