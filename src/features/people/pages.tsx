import { Type } from 'typebox';
import { closed, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { asSigned } from '../../kit/serve.ts';
import { form, nothing, type PageRoute, page } from '../../web/page-route.ts';
import { phoneChanges } from '../access/index.ts';
import { postCounts } from '../deliberations/index.ts';
import type { PeopleActions } from './actions.ts';
import { said, textOf } from './answers-pages.ts';
import * as contract from './contract.ts';
import { loginPages, type Ways } from './login-pages.tsx';
import { pastOf } from './past-store.ts';
import { safeNext } from './rules.ts';
import { Email } from './web/Email.tsx';
import { Logins } from './web/Logins.tsx';
import { Mine } from './web/Mine.tsx';

/** Signing in, 我的, and how pages look. */
export const peoplePages = (house: House, people: PeopleActions, ways: Ways): PageRoute[] => [
  ...loginPages(people, ways),
  ...emailPages(people),
  ...loginListPages(house, people),
  page({
    path: '/mine',
    input: nothing,
    by: ['anyone'],
    async answer(call) {
      if (!call.person) return { kind: 'html', page: <Mine call={call} data={null} />, about: [] };
      const me = await people.readMe(asSigned(call));
      const counts = await postCounts(house.db, me.id);
      const { rows } = await people.listLogins(asSigned(call));
      const past = me.standing.length === 0 ? await pastOf(house.db, me.id, call.now) : null;
      const data = {
        name: me.name,
        kind: past?.kind ?? me.kind,
        past: past?.seat ?? null,
        standing: me.standing,
        published: counts.published,
        waiting: counts.pending + counts.held,
        email: me.email,
        logins: rows.length,
        desk: me.roles.some(({ role }) => role !== 'member' && role !== 'unitClerk'),
        unit: me.roles.some(({ role }) => role === 'unitClerk'),
      };
      return { kind: 'html', page: <Mine call={call} data={data} /> };
    },
  }),
  /** 关怀版 and language: kept by the browser, and for mails by the person. */
  form({
    path: '/look',
    input: Type.Object(
      {
        look: Type.Optional(oneOf(['normal', 'care'], '字号')),
        lang: Type.Optional(oneOf(['zh', 'en'], '语言')),
        back: Type.Optional(Type.String({ maxLength: 500, title: '返回地址' })),
      },
      closed,
    ),
    by: ['anyone'],
    async answer(call, { look, lang, back }) {
      if (lang && call.person) await people.setLocale(asSigned(call), lang);
      return {
        kind: 'redirect',
        to: safeNext(back),
        cookies: [
          ...(look ? [{ name: 'look' as const, value: look === 'care' ? look : null }] : []),
          ...(lang ? [{ name: 'lang' as const, value: lang === 'en' ? lang : null }] : []),
        ],
      };
    },
  }),
];

const emailPages = (people: PeopleActions): PageRoute[] => [
  page({
    path: '/mine/email',
    input: Type.Object(
      { request: Type.Optional(Type.String({ maxLength: 60 })), to: Type.Optional(Type.String({ maxLength: 200 })) },
      closed,
    ),
    by: ['signedIn'],
    async answer(call, { request, to }) {
      const { email } = await people.readMe(asSigned(call));
      const asked = request !== undefined && to !== undefined ? { request, to } : null;
      return { kind: 'html', page: <Email call={call} data={{ email, asked, typed: {}, problems: [] }} /> };
    },
  }),
  form({
    path: '/mine/email/codes',
    input: contract.requestEmail.input,
    by: contract.requestEmail.by,
    perMinute: 5,
    async answer(call, input) {
      const { request, to } = await people.requestEmail(asSigned(call), input);
      return { kind: 'redirect', to: `/mine/email?${new URLSearchParams({ request, to })}` };
    },
    async again(call, typed, problems) {
      const { email } = await people.readMe(asSigned(call));
      const shown = { ...call, frame: { ...call.frame, here: '/mine/email' } };
      return { kind: 'html', page: <Email call={shown} data={{ email, asked: null, typed: textOf(typed), problems }} /> };
    },
  }),
  form({
    path: '/mine/email',
    input: Type.Object({ ...contract.confirmEmail.input.properties, to: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
    by: contract.confirmEmail.by,
    perMinute: 10,
    async answer(call, { request, code }) {
      await people.confirmEmail(asSigned(call), { request, code });
      return said('emailOn', '/mine/email');
    },
    async again(call, given, problems) {
      const typed = textOf(given);
      const asked = { request: typed['request'] ?? '', to: typed['to'] ?? '' };
      const shown = { ...call, frame: { ...call.frame, here: `/mine/email?${new URLSearchParams(asked)}` } };
      return { kind: 'html', page: <Email call={shown} data={{ email: null, asked, typed, problems }} /> };
    },
  }),
  form({
    path: '/mine/email/removal',
    input: nothing,
    by: ['signedIn'],
    async answer(call) {
      await people.removeEmail(asSigned(call));
      return said('emailOff', '/mine/email');
    },
  }),
];

const loginListPages = (house: House, people: PeopleActions): PageRoute[] => [
  page({
    path: '/mine/logins',
    input: nothing,
    by: ['signedIn'],
    async answer(call) {
      const { person } = asSigned(call);
      const { rows } = await people.listLogins(asSigned(call));
      const changes = await phoneChanges(house, person.id, call.now);
      return { kind: 'html', page: <Logins call={call} rows={rows} changes={changes} /> };
    },
  }),
  form({
    path: '/mine/logins/:id/end',
    input: contract.endLogin.input,
    by: contract.endLogin.by,
    thing: 'login',
    async answer(call, input) {
      await people.endLogin(asSigned(call), input);
      return said('loginEnded', '/mine/logins');
    },
  }),
  form({
    path: '/mine/logins/end-others',
    input: nothing,
    by: ['signedIn'],
    async answer(call) {
      await people.endOtherLogins(asSigned(call));
      return said('othersEnded', '/mine/logins');
    },
  }),
];
