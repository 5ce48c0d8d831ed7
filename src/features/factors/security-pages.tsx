import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import { unknown } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, nothing, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { goesOn, qrOf, shownAt } from './answers-pages.ts';
import * as contract from './contract.ts';
import type { EnrolActions } from './enrol-actions.ts';
import type { PasswordActions } from './password-actions.ts';
import { enrolled, withWords } from './second-pages.tsx';
import { App, NewKey } from './web/Enrol.tsx';
import { OneKey } from './web/OneKey.tsx';
import { Password } from './web/Password.tsx';
import { Security } from './web/Security.tsx';

const HERE = '/mine/security';
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** 登录安全: password, keys, authenticator app, recovery codes; in phone and desk look, by plain forms. */
export const securityPages = (enrol: EnrolActions, passwords: PasswordActions): PageRoute[] => [
  page({
    path: HERE,
    input: nothing,
    by: ['signedIn'],
    withoutConsent: true,
    answer: async (call) => ({ kind: 'html', page: <Security call={call} data={await enrol.read(asSigned(call))} /> }),
  }),
  ...passwordPages(enrol, passwords),
  ...appPages(enrol),
  ...keyPages(enrol),
  form({
    path: `${HERE}/recovery-codes`,
    input: nothing,
    by: ['signedIn'],
    perMinute: 5,
    answer: async (call) => enrolled(call, await enrol.renewCodes(asSigned(call)), HERE),
  }),
];

function passwordPages(enrol: EnrolActions, passwords: PasswordActions): PageRoute[] {
  const shown = async (call: PageCall, problems: readonly Problem[]): Promise<Answer> => {
    const { account, demo } = await enrol.read(asSigned(call));
    if (!account || demo) return { kind: 'redirect', to: HERE };
    return {
      kind: 'html',
      page: <Password call={shownAt(call, '/mine/password')} data={{ due: false, account: account.name, problems }} />,
    };
  };
  return [
    page({ path: '/mine/password', input: nothing, by: ['signedIn'], withoutConsent: true, answer: (call) => shown(call, []) }),
    form({
      path: '/mine/password',
      input: Type.Object(
        {
          old: Type.String({ minLength: 1, maxLength: 200, title: '现在的密码' }),
          password: Type.String({ minLength: 1, maxLength: 200, title: '新密码' }),
          account: Type.Optional(Type.String({ maxLength: 100 })),
        },
        closed,
      ),
      by: ['signedIn'],
      perMinute: 10,
      withoutConsent: true,
      answer: async (call, { old, password }) => goesOn(await passwords.change(asSigned(call), { old, password }), HERE, 'passwordChanged'),
      again: (call, _, problems) => shown(call, problems),
    }),
  ];
}

/** 验证器: what it is to hold, until its first code came. */
async function appPage(enrol: EnrolActions, call: PageCall, problems: readonly Problem[]): Promise<Answer> {
  const { keysWork, totp, demo } = await enrol.read(asSigned(call));
  if (totp || demo) return { kind: 'redirect', to: HERE };
  const awaited = await enrol.awaitedTotp(call, { as: 'stepUp' });
  const data = {
    as: 'stepUp' as const,
    lan: !keysWork,
    problems,
    awaited: awaited && { secret: awaited.secret, qr: qrOf(awaited.address) },
  };
  return { kind: 'html', page: <App call={shownAt(call, `${HERE}/app`)} data={data} /> };
}
function appPages(enrol: EnrolActions): PageRoute[] {
  const shown = (call: PageCall, problems: readonly Problem[]) => appPage(enrol, call, problems);
  return [
    page({ path: `${HERE}/app`, input: nothing, by: ['signedIn'], answer: (call) => shown(call, []) }),
    form({
      path: `${HERE}/app/begin`,
      input: nothing,
      by: ['signedIn'],
      perMinute: 10,
      async answer(call) {
        await enrol.beginTotp(call, { as: 'stepUp' });
        return { kind: 'redirect', to: `${HERE}/app` };
      },
    }),
    form({
      path: `${HERE}/app`,
      input: Type.Object({ code: Type.String({ minLength: 6, maxLength: 7, title: '6 位数字' }) }, closed),
      by: ['signedIn'],
      perMinute: 20,
      answer: async (call, { code }) => enrolled(call, await enrol.confirmTotp(call, { as: 'stepUp', code }), HERE, 'appOn'),
      again: (call, _, problems) => shown(call, problems),
    }),
    form({
      path: `${HERE}/app/removal`,
      input: nothing,
      by: ['signedIn'],
      perMinute: 10,
      answer: async (call) => goesOn(await enrol.removeTotp(asSigned(call)), HERE, 'appOff'),
    }),
  ];
}

const keyPages = (enrol: EnrolActions): PageRoute[] => [...newKeyPages(enrol), ...oneKeyPages(enrol)];
const newKeyPages = (enrol: EnrolActions): PageRoute[] => [
  page({
    path: `${HERE}/new-key`,
    input: nothing,
    by: ['signedIn'],
    async answer(call) {
      const { demo, keysWork } = await enrol.read(asSigned(call));
      if (demo || !keysWork) return { kind: 'redirect', to: HERE };
      await enrol.mayAddKey(asSigned(call));
      return { kind: 'html', page: <NewKey call={call} data={{ as: 'stepUp', typed: {}, problems: [] }} /> };
    },
  }),
  form({
    path: `${HERE}/new-key`,
    input: Type.Object({ name: contract.KeyName, answer: contract.KeyAnswer }, closed),
    by: ['signedIn'],
    perMinute: 20,
    answer: async (call, input) => enrolled(call, await enrol.addKey(call, { as: 'stepUp', ...input }), HERE, 'keyAdded'),
    again: async (call, given, problems) => {
      const typed: Record<string, string> = { name: text(given['name']) ?? '' };
      const data = { as: 'stepUp' as const, typed, problems: withWords(problems, call) };
      return { kind: 'html', page: <NewKey call={shownAt(call, `${HERE}/new-key`)} data={data} /> };
    },
  }),
];
function oneKeyPages(enrol: EnrolActions): PageRoute[] {
  const one = async (call: PageCall, id: string, problems: readonly Problem[], typed?: string): Promise<Answer> => {
    const { list } = await enrol.read(asSigned(call));
    const key = list.find((key) => key.id === id);
    if (!key) throw unknown('thing');
    const data = { key, problems, ...(typed !== undefined && { typed }) };
    return { kind: 'html', page: <OneKey call={shownAt(call, `${HERE}/keys/${id}`)} data={data} /> };
  };
  return [
    page({
      path: `${HERE}/keys/:id`,
      input: contract.removeKey.input,
      by: ['author'],
      thing: contract.removeKey.thing,
      answer: (call, { id }) => one(call, id, []),
    }),
    form({
      path: `${HERE}/keys/:id/name`,
      ...contract.renameKey,
      async answer(call, input) {
        await enrol.renameKey(asSigned(call), input);
        return { kind: 'redirect', to: HERE, cookies: [{ name: 'said', value: 'keyRenamed' }] };
      },
      again: (call, given, problems) => one(call, text(given['id']) ?? '', problems, text(given['name'])),
    }),
    form({
      path: `${HERE}/keys/:id/removal`,
      ...contract.removeKey,
      perMinute: 10,
      answer: async (call, input) => goesOn(await enrol.removeKey(asSigned(call), input), HERE, 'keyRemoved'),
      again: (call, given, problems) => one(call, text(given['id']) ?? '', problems),
    }),
  ];
}
