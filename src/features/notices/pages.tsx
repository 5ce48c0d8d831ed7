import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import { asSigned } from '../../kit/serve.ts';
import { form, type PageRoute, page } from '../../web/page-route.ts';
import type { NoticeActions } from './actions.ts';
import * as contract from './contract.ts';
import { Notices } from './web/Notices.tsx';

/** 消息 as pages: the list, the way to what a notice is about, 全部已读. */
export const noticePages = (notices: NoticeActions): PageRoute[] => [
  page({
    path: '/notices',
    input: contract.listNotices.input,
    by: ['anyone'],
    async answer(call, { filter = 'all', after }) {
      if (!call.person) return { kind: 'html', page: <Notices call={call} data={null} />, about: [] };
      const list = await notices.list(asSigned(call), { filter, ...(after !== undefined && { after }) });
      return { kind: 'html', page: <Notices call={call} data={{ filter, ...list, first: after === undefined }} /> };
    },
  }),
  page({
    path: '/notices/:id',
    input: Type.Object({ id: Id('消息编号') }, closed),
    by: contract.readNotice.by,
    thing: 'notice',
    answer: async (call, input) => ({ kind: 'redirect', to: (await notices.read(asSigned(call), input)).url }),
  }),
  form({
    path: '/notices/reading',
    input: contract.readNoticesThrough.input,
    by: contract.readNoticesThrough.by,
    async answer(call, input) {
      await notices.readThrough(asSigned(call), input);
      return { kind: 'redirect', to: '/notices', cookies: [{ name: 'said', value: 'readAll' }] };
    },
  }),
];
