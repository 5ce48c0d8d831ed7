import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import { Refusal } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, nothing, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { safeNext } from '../people/index.ts';
import { goesOn, marks, qrOf, shownAt } from './answers-pages.ts';
import { SECOND } from './asking.ts';
import * as contract from './contract.ts';
import type { EnrolActions, Enrolled } from './enrol-actions.ts';
import type { PasswordActions } from './password-actions.ts';
import type { ProveActions } from './prove-actions.ts';
import { App, Codes, NewKey } from './web/Enrol.tsx';
import { Password } from './web/Password.tsx';
import { Second } from './web/Second.tsx';

const Next = Type.Optional(Type.String({ maxLength: 500, title: '返回地址' }));
const Request = Type.String({ minLength: 20, maxLength: 60, title: '验证请求' });
/** 138****1234, and nothing that somebody might want to write there. */
const To = Type.String({ pattern: '^\\d{3}\\*{4}\\d{4}$', title: '手机号' });
const AppCode = Type.String({ minLength: 6, maxLength: 7, title: '6 位数字' });
const NewPassword = Type.String({ minLength: 1, maxLength: 200, title: '新密码' });
const addressOf = (next: string): string => `${SECOND}?next=${encodeURIComponent(next)}`;

/** /login/second: the rest of a sign-in, and one more proof; by plain forms, keys by a script. */
export const secondPages = (prove: ProveActions, enrol: EnrolActions, passwords: PasswordActions): PageRoute[] => {
  const shown = secondPage(prove, enrol);
  const again = shownAgain(shown);
  return [
    page({
      path: SECOND,
      input: Type.Object({ next: Next, request: Type.Optional(Request), to: Type.Optional(To) }, closed),
      by: ['anyone'],
      withoutConsent: true,
      async answer(call, { next, request, to }) {
        const asked = request !== undefined && to !== undefined ? { request, to } : null;
        // Came back here after signing in anew: nothing is left to prove, and nowhere to return to.
        if (next === undefined && call.person && (await asOf(prove, call)) === 'stepUp') return { kind: 'redirect', to: '/mine' };
        return shown(call, { as: null, next: safeNext(next, '/mine'), asked, problems: [] });
      },
    }),
    ...factorForms(prove, again),
    ...stepUpForms(prove, again('stepUp')),
    ...enrolForms(prove, enrol, passwords),
  ];
};

type Again = NonNullable<PageRoute['again']>;
/** The page once more, with what was refused; whoever took too long begins anew. */
const shownAgain =
  (shown: ReturnType<typeof secondPage>) =>
  (as: contract.As | null): Again =>
  async (call, given, problems): Promise<Answer> => {
    const next = safeNext(text(given['next']), '/mine');
    if (problems.some(({ code }) => code === 'half-login-over'))
      return { kind: 'redirect', to: `/login?way=password&next=${encodeURIComponent(next)}` };
    const { request, to } = { request: text(given['request']), to: text(given['to']) };
    return shown(shownAt(call, addressOf(next)), {
      as: as ?? (given['as'] === 'second' ? 'second' : 'stepUp'),
      next,
      asked: request !== undefined && to !== undefined ? { request, to } : null,
      problems: withWords(problems, call),
    });
  };

/** A proof by the second factor: the app's code, a recovery code, a key. */
const factorForms = (prove: ProveActions, again: (as: contract.As | null) => Again): PageRoute[] => [
  form({
    path: SECOND,
    input: Type.Object({ ...contract.proveByCode.input.properties, next: Next }, closed),
    by: ['anyone'],
    perMinute: 20,
    withoutConsent: true,
    answer: async (call, { as, code, next }) => goesOn(await prove.byCode(call, { as, code }), safeNext(next, '/mine')),
    again: again(null),
  }),
  form({
    path: `${SECOND}/key`,
    input: Type.Object({ answer: contract.KeyAnswer, next: Next }, closed),
    by: ['anyone'],
    perMinute: 20,
    withoutConsent: true,
    async answer(call, { answer, next }) {
      const as = await asOf(prove, call);
      return goesOn(await prove.byKey(call, { as, answer }), safeNext(next, '/mine'));
    },
    again: async (call, given, problems) => again(await asOf(prove, call))(call, given, problems),
  }),
];

/** One more proof by the password, or by a code to the phone. */
const stepUpForms = (prove: ProveActions, again: NonNullable<PageRoute['again']>): PageRoute[] => [
  form({
    path: `${SECOND}/password`,
    input: Type.Object({ password: contract.Password, next: Next }, closed),
    by: ['signedIn'],
    perMinute: 20,
    withoutConsent: true,
    answer: async (call, { password, next }) => goesOn(await prove.byPassword(asSigned(call), { password }), safeNext(next, '/mine')),
    again,
  }),
  form({
    path: `${SECOND}/phone-codes`,
    input: Type.Object({ next: Next }, closed),
    by: ['signedIn'],
    perMinute: 5,
    withoutConsent: true,
    async answer(call, { next }) {
      const asked = await prove.sendCode(asSigned(call));
      return { kind: 'redirect', to: `${SECOND}?${new URLSearchParams({ ...asked, next: safeNext(next, '/mine') })}` };
    },
    again,
  }),
  form({
    path: `${SECOND}/phone`,
    input: Type.Object({ request: Request, code: contract.proveByPhone.input.properties.code, to: Type.Optional(To), next: Next }, closed),
    by: ['signedIn'],
    perMinute: 20,
    withoutConsent: true,
    answer: async (call, { request, code, next }) =>
      goesOn(await prove.byPhone(asSigned(call), { request, code }), safeNext(next, '/mine')),
    again,
  }),
];

/** What is left of a half login besides proving: a new password, the first key, the app. */
function enrolForms(prove: ProveActions, enrol: EnrolActions, passwords: PasswordActions): PageRoute[] {
  const shown = secondPage(prove, enrol);
  const again: Again = (call, given, problems) =>
    shown(shownAt(call, SECOND), {
      as: 'second',
      next: '/mine',
      asked: null,
      problems: withWords(problems, call),
      typed: text(given['name']),
    });
  return [
    form({
      path: `${SECOND}/new-password`,
      input: Type.Object({ password: NewPassword, account: Type.Optional(Type.String({ maxLength: 100 })) }, closed),
      by: ['anyone'],
      perMinute: 10,
      withoutConsent: true,
      answer: async (call, { password }) => goesOn(await passwords.renew(call, { password }), SECOND),
      again,
    }),
    ...firstFactorForms(enrol, again),
  ];
}
const firstFactorForms = (enrol: EnrolActions, again: Again): PageRoute[] => [
  form({
    path: `${SECOND}/app/begin`,
    input: nothing,
    by: ['anyone'],
    perMinute: 10,
    withoutConsent: true,
    async answer(call) {
      await enrol.beginTotp(call, { as: 'second' });
      return { kind: 'redirect', to: SECOND };
    },
    again,
  }),
  form({
    path: `${SECOND}/app`,
    input: Type.Object({ code: AppCode }, closed),
    by: ['anyone'],
    perMinute: 20,
    withoutConsent: true,
    answer: async (call, { code }) => enrolled(call, await enrol.confirmTotp(call, { as: 'second', code }), SECOND),
    again,
  }),
  form({
    path: `${SECOND}/new-key`,
    input: Type.Object({ name: contract.KeyName, answer: contract.KeyAnswer }, closed),
    by: ['anyone'],
    perMinute: 20,
    withoutConsent: true,
    answer: async (call, input) => enrolled(call, await enrol.addKey(call, { as: 'second', ...input }), SECOND),
    again,
  }),
];

/** With the first factor come the recovery codes, shown before anything else; the marks are set with them. */
export function enrolled(call: PageCall, it: Enrolled, fallback: string, what?: string): Answer {
  if (it.codes.length === 0) return goesOn(it, fallback, what);
  const next = it.next || fallback;
  return { kind: 'html', page: <Codes call={shownAt(call, next)} codes={it.codes} next={next} />, cookies: marks(it) };
}

interface Shown {
  /** null: whichever this browser is at. */
  readonly as: contract.As | null;
  readonly next: string;
  readonly asked: { readonly request: string; readonly to: string } | null;
  readonly problems: readonly Problem[];
  readonly typed?: string | undefined;
}
/** The page for what is left: a proof, a new password, a factor to enrol; for strangers the way to sign in. */
const secondPage =
  (prove: ProveActions, enrol: EnrolActions) =>
  async (call: PageCall, it: Shown): Promise<Answer> => {
    const as = it.as ?? (await asOf(prove, call));
    const state = await prove.read(call, { as });
    const { problems } = it;
    const status = problems.length > 0 ? {} : { status: 200 };
    if (state.task === 'prove') return { kind: 'html', page: <Second call={call} data={{ ...state, ...it, as }} />, ...status };
    if (state.task === 'password')
      return { kind: 'html', page: <Password call={call} data={{ due: true, account: '', problems }} />, ...status };
    if (state.task === 'key') {
      const typed: Record<string, string> = it.typed === undefined ? {} : { name: it.typed };
      return { kind: 'html', page: <NewKey call={call} data={{ as, typed, problems }} />, ...status };
    }
    const awaited = await enrol.awaitedTotp(call, { as });
    const data = { as, lan: !state.keysWork, problems, awaited: awaited && { secret: awaited.secret, qr: qrOf(awaited.address) } };
    return { kind: 'html', page: <App call={call} data={data} />, ...status };
  };

/** Halfway in when there is a half login, else signed in. */
async function asOf(prove: ProveActions, call: PageCall): Promise<contract.As> {
  try {
    await prove.read(call, { as: 'second' });
    return 'second';
  } catch (error) {
    if (error instanceof Refusal && error.code === 'half-login-over') return 'stepUp';
    throw error;
  }
}
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** An empty answer of a key: its script did not run. */
export const withWords = (problems: readonly Problem[], call: PageCall): readonly Problem[] =>
  problems.map((one) => (one.field === 'answer' ? { field: null, sentence: call.frame.words.proof.noScript } : one));
