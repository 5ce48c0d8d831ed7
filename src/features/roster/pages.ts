import { Type } from 'typebox';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, type PageRoute, page } from '../../web/page-route.ts';
import { readImport, rosterKinds, uploadMembers } from './contract.ts';
import type { Book, RosterExports } from './exporting.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const answer = ({ name, content }: Book): Answer => ({ kind: 'file', type: XLSX, name, content });

export const rosterPages = (exports: RosterExports): PageRoute[] => [
  page({
    path: '/committees/:id/roster-template.xlsx',
    input: Type.Object({ id: Id('委员会编号'), kind: Type.Optional(oneOf(rosterKinds, '名单')) }, closed),
    by: uploadMembers.by,
    thing: 'committee',
    perMinute: 20,
    answer: async (call, input) => answer(await exports.template(asSigned(call), call.frame.words, input)),
  }),
  page({
    path: '/committees/:id/roster.xlsx',
    input: Type.Object(
      {
        id: Id('委员会编号'),
        kind: Type.Optional(oneOf(rosterKinds, '名单')),
        order: Type.Optional(oneOf(['strokes', 'office'], '排序')),
        contacts: Type.Optional(oneOf(['yes'], '含手机和身份证号')),
        termId: Type.Optional(Id('届次编号')),
      },
      closed,
    ),
    by: uploadMembers.by,
    thing: 'committee',
    perMinute: 10,
    answer: async (call, input) => answer(await exports.list(asSigned(call), call.frame.words, input)),
  }),
  page({
    path: '/roster-imports/:id/reasons.xlsx',
    input: Type.Object({ id: Id('导入编号') }, closed),
    by: readImport.by,
    thing: 'rosterImport',
    perMinute: 20,
    answer: async (call, input) => answer(await exports.reasons(asSigned(call), call.frame.words, input)),
  }),
];
