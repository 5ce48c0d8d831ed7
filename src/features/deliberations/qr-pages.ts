import QRCode from 'qrcode';
import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { unknown } from '../../kit/refusal.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import { topicOf } from './store.ts';

/** The code on posters and screens: leads to the topic's public page, as soon as there is one. */
export const qrPages = (house: House): PageRoute[] => [
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
