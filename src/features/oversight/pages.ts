import type { House } from '../../kit/house.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import { date } from '../../web/words/format.ts';
import type { AuditActions } from './audit.ts';
import { AuditFilter, listAudit } from './audit-contract.ts';
import { auditWorkbook } from './workbook.ts';

export const oversightPages = (house: House, records: AuditActions): PageRoute[] => [
  page({
    path: '/audit/records.xlsx',
    input: AuditFilter,
    by: listAudit.by,
    perMinute: 6,
    answer: async (call, input) => {
      const { words } = call.frame;
      const from = { locale: words.locale, now: call.now, timeZone: house.zone };
      const batches = await records.takeAway(call, input);
      return {
        kind: 'file',
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: words.oversight.audit.file(date(call.now, from)),
        content: auditWorkbook(batches, words, from),
      };
    },
  }),
];
