import { Type } from 'typebox';
import { closed, endpoint, Id, oneOf } from '../../kit/endpoint.ts';

/** second: the second step of signing in, by a half login. stepUp: one more proof by who is signed in. */
export const As = oneOf(['second', 'stepUp'], '用途');
export type As = 'second' | 'stepUp';

/** By what the first step of signing in was proved. */
export const firstSteps = ['password', 'code', 'activation', 'wechat', 'directory', 'unitLink'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** Six digits of an app, or a recovery code as it was shown. */
export const Code = Type.String({ minLength: 6, maxLength: 20, title: '验证码' });
export const Password = Type.String({ minLength: 1, maxLength: 200, title: '密码' });
export const KeyName = Type.String({ minLength: 1, maxLength: 30, title: '名称' });
/** What the browser got from the key, as JSON text: the house reads it itself. */
export const KeyAnswer = Type.String({ minLength: 2, maxLength: 20_000, title: '安全密钥的应答' });
const Options = Type.Object({ options: Type.String() }, closed);
/** Where to go on, when something is left before the login; empty when the act may be repeated. */
const Onward = Type.Object({ next: Type.String() }, closed);

/** What this person can prove with now. */
export const readProof = endpoint({
  method: 'GET',
  path: '/proof',
  input: Type.Object({ as: As }, closed),
  reply: Type.Object(
    {
      ways: Type.Array(oneOf(['key', 'totp', 'recovery', 'password', 'phone'])),
      /** What is left of a half login: `prove` here, the rest on its page. */
      task: oneOf(['prove', 'password', 'key', 'totp', 'enter']),
      /** What the first step was; null when nothing is half done. */
      first: Type.Union([oneOf(firstSteps), Type.Null()]),
      /** A proof of the last minutes still counts. */
      fresh: Type.Boolean(),
      /** Keys cannot be used at this address: without https, or at a bare IP. */
      keysWork: Type.Boolean(),
      /** To where a code would go, masked. */
      phone: Type.Union([Type.String(), Type.Null()]),
    },
    closed,
  ),
  refusals: ['half-login-over', 'sign-in-first'],
  by: ['anyone'],
  withoutConsent: true,
});
/** What the key is to sign: bound to this login, for five minutes, once. */
export const askKey = endpoint({
  method: 'POST',
  path: '/proof/key-options',
  input: Type.Object({ as: As }, closed),
  reply: Options,
  refusals: ['half-login-over', 'sign-in-first', 'way-not-open'],
  by: ['anyone'],
  perMinute: 20,
  withoutConsent: true,
});
export const proveByKey = endpoint({
  method: 'POST',
  path: '/proof/key',
  input: Type.Object({ as: As, answer: KeyAnswer }, closed),
  reply: Onward,
  refusals: ['half-login-over', 'sign-in-first', 'way-not-open', 'key-refused', 'key-counter-back'],
  by: ['anyone'],
  perMinute: 20,
  withoutConsent: true,
});
export const proveByCode = endpoint({
  method: 'POST',
  path: '/proof/code',
  input: Type.Object({ as: As, code: Code }, closed),
  reply: Onward,
  refusals: ['half-login-over', 'sign-in-first', 'way-not-open', 'wrong-second', 'code-used', 'too-many-tries'],
  by: ['anyone'],
  perMinute: 20,
  withoutConsent: true,
});
export const proveByPassword = endpoint({
  method: 'POST',
  path: '/proof/password',
  input: Type.Object({ password: Password }, closed),
  reply: Onward,
  refusals: ['way-not-open', 'wrong-password', 'too-many-tries', 'busy'],
  by: ['signedIn'],
  perMinute: 20,
  withoutConsent: true,
});
export const sendProofCode = endpoint({
  method: 'POST',
  path: '/proof/phone-codes',
  input: Type.Object({}, closed),
  reply: Type.Object({ request: Type.String(), to: Type.String() }, closed),
  refusals: ['way-not-open', 'too-many-codes'],
  by: ['signedIn'],
  perMinute: 5,
  withoutConsent: true,
});
export const proveByPhone = endpoint({
  method: 'POST',
  path: '/proof/phone',
  input: Type.Object(
    {
      request: Type.String({ minLength: 20, maxLength: 60, title: '验证请求' }),
      code: Type.String({ pattern: '^\\d{6}$', title: '验证码' }),
    },
    closed,
  ),
  reply: Onward,
  refusals: ['way-not-open', 'wrong-code', 'code-expired'],
  by: ['signedIn'],
  perMinute: 20,
  withoutConsent: true,
});
/** What a new key is to sign; for administrators halfway in as well, whose first key it is. */
export const askNewKey = endpoint({
  method: 'POST',
  path: '/keys/options',
  input: Type.Object({ as: As }, closed),
  reply: Options,
  refusals: ['half-login-over', 'sign-in-first', 'step-up-needed', 'demo-account', 'keys-cannot-work', 'too-many-keys', 'not-the-step'],
  by: ['anyone'],
  perMinute: 20,
});

/** Inputs of the forms on the pages of security. */
export const renameKey = { input: Type.Object({ id: Id('密钥编号'), name: KeyName }, closed), by: ['author'], thing: 'webKey' } as const;
export const removeKey = { input: Type.Object({ id: Id('密钥编号') }, closed), by: ['author'], thing: 'webKey' } as const;
