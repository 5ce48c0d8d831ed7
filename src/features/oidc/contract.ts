import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';

const Next = Type.Optional(Type.String({ maxLength: 700, title: '返回地址' }));
const Said = (title: string, most = 2000) => Type.Optional(Type.String({ maxLength: most, title }));

/** Inputs of the pages: out to the directory, back, the offer to link, the link's own page. */
export const enter = { input: Type.Object({ next: Next }, closed), by: ['anyone'] } as const;
export const comeBack = {
  input: Type.Object(
    {
      code: Said('code'),
      state: Said('state', 200),
      iss: Said('iss'),
      session_state: Said('session_state'),
      scope: Said('scope'),
      error: Said('error', 200),
      error_description: Said('error_description'),
      error_uri: Said('error_uri'),
    },
    closed,
  ),
  by: ['anyone'],
} as const;
export const offer = {
  input: Type.Object({ seen: Type.String({ pattern: '^[0-9a-f]{64}$', title: 'seen' }), next: Next }, closed),
  by: ['signedIn'],
} as const;
export const link = { input: Type.Object({}, closed), by: ['signedIn'] } as const;
