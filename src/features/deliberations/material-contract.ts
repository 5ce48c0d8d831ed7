import { Type } from 'typebox';
import { closed, endpoint, Id } from '../../kit/endpoint.ts';

const Topic = { id: Id('议题编号') };
const Caption = Type.String({ maxLength: 60, title: '图片说明' });
const Title = Type.String({ minLength: 1, maxLength: 60, title: '资料名称' });
const Done = Type.Object({}, closed);
const refusals = ['unknown-thing', 'changed-meanwhile'] as const;
const edited = { by: ['editor'], thing: 'topic', perMinute: 120 } as const;

/** 本期聚焦的图片: a picture that the editor uploaded (POST /files) stands in the topic. */
export const addTopicPicture = endpoint({
  method: 'POST',
  path: '/topics/:id/pictures',
  input: Type.Object({ ...Topic, fileId: Id('图片'), caption: Caption }, closed),
  reply: Type.Object({ id: Id('图片') }, closed),
  refusals: [...refusals, 'unknown-picture', 'too-many-pictures'],
  ...edited,
});
export const changeTopicPicture = endpoint({
  method: 'PUT',
  path: '/topics/:id/pictures/:pictureId',
  input: Type.Object({ ...Topic, pictureId: Id('图片'), caption: Caption }, closed),
  reply: Done,
  refusals: [...refusals, 'unknown-picture'],
  ...edited,
});
export const removeTopicPicture = endpoint({
  method: 'DELETE',
  path: '/topics/:id/pictures/:pictureId',
  input: Type.Object({ ...Topic, pictureId: Id('图片') }, closed),
  reply: Done,
  refusals: [...refusals, 'unknown-picture'],
  ...edited,
});
/** All pictures of the topic in their new order. */
export const orderTopicPictures = endpoint({
  method: 'PUT',
  path: '/topics/:id/picture-order',
  input: Type.Object({ ...Topic, pictures: Type.Array(Id('图片'), { maxItems: 50, title: '图片顺序' }) }, closed),
  reply: Done,
  refusals: [...refusals, 'order-incomplete'],
  ...edited,
});

/** 资料: a document that the editor uploaded (POST /files), under a title of its own. */
export const addMaterial = endpoint({
  method: 'POST',
  path: '/topics/:id/materials',
  input: Type.Object({ ...Topic, fileId: Id('文件'), title: Title }, closed),
  reply: Type.Object({ id: Id('资料编号'), version: Type.Integer() }, closed),
  refusals: [...refusals, 'unknown-file', 'too-many-materials'],
  ...edited,
});
const Material = { ...Topic, materialId: Id('资料编号') };
/** 更新资料: readers get the new version, the earlier ones stay readable at their address. */
export const replaceMaterial = endpoint({
  method: 'POST',
  path: '/topics/:id/materials/:materialId/versions',
  input: Type.Object({ ...Material, fileId: Id('文件') }, closed),
  reply: Type.Object({ version: Type.Integer() }, closed),
  refusals: [...refusals, 'unknown-file'],
  ...edited,
});
export const renameMaterial = endpoint({
  method: 'PUT',
  path: '/topics/:id/materials/:materialId',
  input: Type.Object({ ...Material, title: Title }, closed),
  reply: Done,
  refusals,
  ...edited,
});
/** 撤下资料: nobody can open it any more, in any version. */
export const removeMaterial = endpoint({
  method: 'DELETE',
  path: '/topics/:id/materials/:materialId',
  input: Type.Object(Material, closed),
  reply: Done,
  refusals,
  ...edited,
});
/** All materials of the topic in their new order. */
export const orderMaterials = endpoint({
  method: 'PUT',
  path: '/topics/:id/material-order',
  input: Type.Object({ ...Topic, materials: Type.Array(Id('资料编号'), { maxItems: 100, title: '资料顺序' }) }, closed),
  reply: Done,
  refusals: [...refusals, 'order-incomplete'],
  ...edited,
});
