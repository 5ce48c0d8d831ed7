import type { Reader } from '../../kit/facts.ts';
import type { House } from '../../kit/house.ts';
import { maskedPhone, readablePhone } from '../people/index.ts';
import { orgOf } from './store.ts';
import type { TextSender } from './text-sender.ts';
import { write } from './texts.ts';

// Each of these has a text of its own, or ended what a text would go to.
const TOLD_OTHERWISE = ['phoneRecovered', 'phoneDisputed'];

/**
 * Who was signed out by somebody else reads no notice: what staff changed about an account is told to its proven phone as well, by one
 * message that says nothing of the person. What oneself did is told by the notice alone.
 */
export const accountTexts = (house: House, texts: TextSender | null): Reader => ({
  name: 'accountTexts',
  kinds: ['account.changed'],
  async handle(tx, facts, now) {
    if (!texts) return;
    for (const { body } of facts) {
      const { change, person, what, own, committee } = body;
      if (own !== false || typeof change !== 'string' || typeof person !== 'string' || typeof committee !== 'string') continue;
      if (typeof what !== 'string' || TOLD_OTHERWISE.includes(what)) continue;
      const held = await maskedPhone(tx, house, person);
      const to = held?.verified ? await readablePhone(tx, house, person) : null;
      if (to === null) continue;
      const { name = '', phone = null } = (await orgOf(tx, committee)) ?? {};
      await write(tx, house, { kind: 'accountChanged', about: change, to, values: { committee: name, phone: phone ?? '' } }, now);
    }
  },
});
