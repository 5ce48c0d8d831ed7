import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { fileAnswer } from '../../web/file-answer.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import type { MaterialActions } from './material-actions.ts';

const Version = Type.Integer({ minimum: 1, maximum: 9999, title: '版本' });

/** The pictures and materials behind the addresses that topics and posts name. Who may open one is asked of its topic or post. */
export const materialPages = (house: House, actions: MaterialActions): PageRoute[] => [
  page({
    path: '/topics/:id/pictures/:pictureId',
    input: Type.Object({ id: Id('议题编号'), pictureId: Id('图片') }, closed),
    by: ['anyone'],
    thing: 'topic',
    answer: async (call, input) => {
      const file = await actions.openPicture(call, input);
      return fileAnswer(file, house.files.read(file.sha256));
    },
  }),
  page({
    path: '/topics/:id/materials/:materialId/:version',
    input: Type.Object({ id: Id('议题编号'), materialId: Id('资料编号'), version: Version }, closed),
    by: ['anyone'],
    thing: 'topic',
    answer: async (call, input) => {
      const file = await actions.openMaterial(call, input);
      return fileAnswer(file, house.files.read(file.sha256), file.title);
    },
  }),
  page({
    path: '/posts/:id/pictures/:version-:sort',
    input: Type.Object({ id: Id('发言编号'), version: Version, sort: Version }, closed),
    by: ['anyone'],
    thing: 'post',
    answer: async (call, input) => {
      const file = await actions.openPostPicture(call, input);
      return fileAnswer(file, house.files.read(file.sha256));
    },
  }),
];
