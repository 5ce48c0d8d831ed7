import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import { date } from '../../web/words/format.ts';
import type { StatisticsActions } from './actions.ts';
import { readFigures } from './contract.ts';
import { workbookOf } from './workbook.ts';

// The smallest picture there is: one transparent point.
const POINT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const topic = Type.Object({ id: Id('议题编号') }, closed);

export const statisticsPages = (house: House, actions: StatisticsActions): PageRoute[] => [
  /** For browsers without script: a picture in the topic's page that nobody sees. */
  page({
    path: '/topics/:id/visit.gif',
    input: topic,
    by: ['anyone'],
    thing: 'topic',
    perMinute: 60,
    answer: async (call, input) => {
      await actions.visit(call, input);
      return { kind: 'file', type: 'image/gif', name: 'visit.gif', content: POINT, size: POINT.length, inline: true };
    },
  }),
  page({
    path: '/topics/:id/figures.xlsx',
    input: topic,
    by: readFigures.by,
    thing: 'topic',
    perMinute: 10,
    answer: async (call, input) => {
      const { words } = call.frame;
      const from = { locale: words.locale, now: call.now, timeZone: house.zone };
      const figures = await actions.takeAway(call, input);
      return {
        kind: 'file',
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: words.statistics.workbook.file(figures.topic.title, date(call.now, from)),
        content: workbookOf(figures, words, from),
      };
    },
  }),
];
