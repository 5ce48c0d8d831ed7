import QRCode from 'qrcode';
import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { unknown } from '../../kit/refusal.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import { announcedByEnd } from './page-store.ts';
import { topicOf } from './store.ts';
import { endOfId } from './web/shortCode.ts';

const Code = Type.String({ pattern: '^[0-9a-z]{13}$', title: '短地址' });

/** The short address of a topic, for people to pass on; and the code on posters and screens: leads to the topic's public page, as soon as there is one. */
export const qrPages = (house: House): PageRoute[] => [
  page({
    path: '/t/:code',
    input: Type.Object({ code: Code }, closed),
    by: ['anyone'],
    perMinute: 60,
    async answer(_call, { code }) {
      const id = await announcedByEnd(house.db, endOfId(code));
      if (id === null) throw unknown('thing');
      return { kind: 'redirect', to: `/topics/${id}` };
    },
  }),
  page({
    path: '/topics/:id/qr.svg',
    input: Type.Object({ id: Id('议题编号') }, closed),
    by: ['anyone'],
    thing: 'topic',
    perMinute: 60,
    async answer(call, { id }) {
      const topic = await topicOf(house.db, id);
      if (!topic?.announcedAt) throw unknown('thing');
      // Four modules of white around it, and up to 15 % of damage: what a poster needs.
      const drawing = await QRCode.toString(`${call.publicUrl}/topics/${id}`, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
      return { kind: 'file', type: 'image/svg+xml', name: `${topic.title} 二维码.svg`, content: Buffer.from(drawing), inline: true };
    },
  }),
];
