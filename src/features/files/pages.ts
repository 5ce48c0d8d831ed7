import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, type PageRoute, page } from '../../web/page-route.ts';
import type { FileActions } from './actions.ts';
import type { FileRow } from './index.ts';

/** A kept file as an answer: pictures are shown, and for good (their address names one content); documents are saved. */
export const fileAnswer = (house: House, { sha256, type, name, size, width }: FileRow): Answer => ({
  kind: 'file',
  type,
  name,
  size,
  content: house.files.read(sha256),
  inline: width !== null,
  immutable: width !== null,
});

export const filePages = (house: House, actions: FileActions): PageRoute[] => [
  page({
    path: '/my/pictures/:id',
    input: Type.Object({ id: Id('图片') }, closed),
    by: ['signedIn'],
    answer: async (call, input) => fileAnswer(house, await actions.openOwnPicture(asSigned(call), input)),
  }),
];
