import { Type } from 'typebox';
import { closed, oneOf } from '../../kit/endpoint.ts';
import { form, type PageCall, type PageRoute, page } from '../../web/page-route.ts';
import type { PeopleActions } from './actions.ts';
import { enteredAs, said, textOf } from './answers-pages.ts';
import * as contract from './contract.ts';
import { safeNext } from './rules.ts';
import { Login, LoginCode, loginAddress } from './web/Login.tsx';

const Next = Type.Optional(Type.String({ maxLength: 700, title: '返回地址' }));
/** 138****1234, and nothing that somebody might want to write there. */
const To = Type.String({ pattern: '^\\d{3}\\*{4}\\d{4}$', title: '手机号' });
const nextIn = (next: string | undefined): string | undefined => (next === undefined ? undefined : safeNext(next));

/** What else a person can sign in by. */
export interface Ways {
  /** Codes by phone can be sent. */
  readonly codes: boolean;
  /** Where somebody goes who need not be asked here; null: they are asked. */
  readonly silently: (call: PageCall, next: string | undefined) => string | null;
}

/** Signing in and out by plain forms; who was somewhere comes back there. */
export const loginPages = (people: PeopleActions, { codes, silently }: Ways): PageRoute[] => [
  page({
    path: '/login',
    input: Type.Object({ next: Next, way: Type.Optional(oneOf(['code', 'password'], '登录方式')) }, closed),
    by: ['anyone'],
    async answer(call, { next, way: asked }) {
      if (call.person) return { kind: 'redirect', to: safeNext(next, '/mine') };
      const elsewhere = asked === undefined ? silently(call, nextIn(next)) : null;
      if (elsewhere !== null) return { kind: 'redirect', to: elsewhere };
      const way = asked ?? 'code';
      const data = { way: codes ? way : ('password' as const), codes, next: nextIn(next), typed: {}, problems: [] };
      // Not kept for the next stranger where some are sent on.
      return { kind: 'html', page: <Login call={call} data={data} />, ...(!call.frame.wechat && { about: [] }) };
    },
  }),
  form({
    path: '/login',
    input: contract.login.input,
    by: contract.login.by,
    perMinute: 20,
    answer: async (call, input) => enteredAs(await people.login(call, input)),
    async again(call, given, problems) {
      const typed = textOf(given);
      // All that is missing is said at once.
      const { people: said, invalid } = call.frame.words;
      const missing = (['account', 'password'] as const)
        .filter((field) => (typed[field] ?? '') === '')
        .map((field) => ({ field, sentence: invalid.required(said.login[field]) }));
      const data = {
        way: 'password' as const,
        codes,
        next: nextIn(typed['next']),
        typed,
        problems: missing.length > 0 ? missing : problems,
      };
      const shown = { ...call, frame: { ...call.frame, here: loginAddress('password', data.next) } };
      return { kind: 'html', page: <Login call={shown} data={data} /> };
    },
  }),
  form({
    path: '/login/codes',
    input: Type.Object({ ...contract.requestLoginCode.input.properties, next: Next }, closed),
    by: contract.requestLoginCode.by,
    perMinute: 10,
    async answer(call, { phone, next }) {
      const { request, to } = await people.requestLoginCode(call, { phone });
      return { kind: 'redirect', to: `/login/code?${new URLSearchParams({ request, to, ...(next !== undefined && { next }) })}` };
    },
    async again(call, given, problems) {
      const typed = textOf(given);
      const data = { way: 'code' as const, codes, next: nextIn(typed['next']), typed, problems };
      const shown = { ...call, frame: { ...call.frame, here: loginAddress('code', data.next) } };
      return { kind: 'html', page: <Login call={shown} data={data} /> };
    },
  }),
  page({
    path: '/login/code',
    input: Type.Object({ request: Type.String({ maxLength: 60 }), to: To, next: Next }, closed),
    by: ['anyone'],
    async answer(call, { request, to, next }) {
      const data = { request, to, next: nextIn(next), typed: {}, problems: [], isNew: false };
      return { kind: 'html', page: <LoginCode call={call} data={data} /> };
    },
  }),
  form({
    path: '/login/code',
    input: Type.Object({ ...contract.loginByCode.input.properties, to: To }, closed),
    by: contract.loginByCode.by,
    perMinute: 20,
    answer: async (call, { to: _, ...input }) => enteredAs(await people.loginByCode(call, input)),
    async again(call, given, problems) {
      const typed = textOf(given);
      const [first] = problems;
      const isNew = (first?.code ?? '').startsWith('nickname');
      // The first time nothing is wrong yet: the number is new, and is asked for its nickname.
      const wrong = first?.code === 'nickname-needed' && typed['nickname'] === undefined ? [] : problems;
      const data = {
        request: typed['request'] ?? '',
        to: typed['to'] ?? '',
        next: nextIn(typed['next']),
        typed,
        problems: wrong,
        isNew: isNew || typed['nickname'] !== undefined,
      };
      const query = new URLSearchParams({ request: data.request, to: data.to, ...(data.next !== undefined && { next: data.next }) });
      const shown = { ...call, frame: { ...call.frame, here: `/login/code?${query}` } };
      return { kind: 'html', page: <LoginCode call={shown} data={data} />, ...(wrong.length === 0 && { status: 200 }) };
    },
  }),
  form({
    path: '/logout',
    input: Type.Object({}, closed),
    by: ['anyone'],
    async answer(call) {
      await people.logout(call);
      const answer = said('signedOut', '/');
      return answer.kind === 'redirect' ? { ...answer, cookies: [...(answer.cookies ?? []), { name: 'login', value: null }] } : answer;
    },
  }),
];
