import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { asSigned } from '../../kit/serve.ts';
import { fileAnswer } from '../../web/file-answer.ts';
import { type PageRoute, page } from '../../web/page-route.ts';
import type { FileActions } from './actions.ts';

export const filePages = (house: House, actions: FileActions): PageRoute[] => [
  page({
    path: '/my/pictures/:id',
    input: Type.Object({ id: Id('图片') }, closed),
    by: ['signedIn'],
    answer: async (call, input) => {
      const file = await actions.openOwnPicture(asSigned(call), input);
      return fileAnswer(file, house.files.read(file.sha256));
    },
  }),
];
