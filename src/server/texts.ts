import type { Config } from '../config/config.ts';
import { formGateway, type GatewayAccess, jsonGateway } from '../features/access/gateways.ts';
import { consoleTexts, TextAway, TextRefused, type TextSender } from '../features/access/text-sender.ts';
import type { CodeSender } from '../features/people/codes.ts';
import type { Clock } from '../kit/clock.ts';
import type { House } from '../kit/house.ts';
import { newId } from '../kit/ids.ts';
import { Refusal } from '../kit/refusal.ts';
import { words } from '../web/words/index.ts';

type Set = Pick<Config, 'smsGateway' | 'smsUrl' | 'smsAccount' | 'smsSecret' | 'smsSign' | 'smsTemplates' | 'mode'>;

/** How this installation sends text messages: by its gateway; printed in a demo; not at all in production without one. */
export function textsOf(config: Set, clock: Clock, say: (line: string) => void): TextSender | null {
  const { smsGateway, smsUrl, smsAccount, smsSecret, smsSign, smsTemplates } = config;
  if (smsGateway === 'off' || smsUrl === undefined) return config.mode === 'demo' ? consoleTexts(say) : null;
  const access: GatewayAccess = { url: smsUrl, account: smsAccount, secret: smsSecret, sign: smsSign, templates: smsTemplates };
  return smsGateway === 'json' ? jsonGateway(access, clock) : formGateway(access, clock);
}

/** One-time codes travel by the same gateway. Whoever waits for one is told at once when it cannot be sent, and asks again. */
export const codesByText = (sender: TextSender, log: House['log']): CodeSender => ({
  name: sender.name,
  async send(to, code) {
    const values = { code, minutes: '10' };
    try {
      await sender.send({ id: newId(), to, kind: 'code', values, text: words('zh').access.texts.code(values) });
    } catch (error) {
      // Translated for the person; the operator reads why in the log, without the number.
      log.warn({ code: error instanceof TextRefused || error instanceof TextAway ? error.code : 'UNKNOWN' }, 'a text message was not sent');
      throw new Refusal('texts-away', 503, { seconds: 60 });
    }
  },
});
