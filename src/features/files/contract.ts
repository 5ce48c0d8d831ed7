import { Type } from 'typebox';
import { closed, endpoint, Id, oneOf } from '../../kit/endpoint.ts';

/** Largest picture as it arrives, in MB and pixels; longest edge as it is kept; uploads of one person in a day. */
export const FILE = { pictureMb: 10, pixels: 50_000_000, edge: 2000, perDay: 200, name: 100 } as const;

export const StoredFile = Type.Object(
  {
    id: Id('文件'),
    kind: oneOf(['picture', 'document']),
    type: Type.String(),
    /** As it is shown: no path, no invisible characters. */
    name: Type.String(),
    size: Type.Integer(),
    width: Type.Union([Type.Integer(), Type.Null()]),
    height: Type.Union([Type.Integer(), Type.Null()]),
    /** Where its owner sees a picture before it stands anywhere. */
    url: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);

/** What the bytes of an upload may be refused for. */
export const fileRefusals = [
  'file-missing',
  'file-too-large',
  'file-type-refused',
  'file-with-macros',
  'file-swells',
  'picture-heic',
  'picture-broken',
  'picture-too-many-pixels',
  'documents-by-editors',
  'too-many-files',
  'busy',
  'disk-full',
] as const;

/** 上传: one picture (anyone signed in) or one document (editors), as multipart/form-data with the field `file`. Told by its bytes, never by its name. */
export const storeFile = endpoint({
  method: 'POST',
  path: '/files',
  input: Type.Object({}, closed),
  reply: StoredFile,
  refusals: fileRefusals,
  by: ['signedIn'],
  perMinute: 30,
});
