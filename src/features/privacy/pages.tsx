import { Type } from 'typebox';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, nothing, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { committees, personOfId, safeNext } from '../people/index.ts';
import * as contract from './contract.ts';
import type { DataActions } from './data-actions.ts';
import { defaultNotice } from './default-notice.ts';
import type { ErasureActions } from './erasure-actions.ts';
import type { NoticeActions } from './notice-actions.ts';
import { purposes } from './purposes.ts';
import { canProve } from './store.ts';
import { Consent } from './web/Consent.tsx';
import { Erase, Erased } from './web/Erase.tsx';
import { MyData } from './web/MyData.tsx';
import { Notice } from './web/Notice.tsx';

const said = (what: string, to: string): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'said', value: what }] });
const Next = Type.Optional(Type.String({ maxLength: 500, title: '返回地址' }));
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000, title: '版本' });

export const privacyPages = (house: House, notices: NoticeActions, data: DataActions, erasure: ErasureActions): PageRoute[] => [
  ...noticePages(house, notices),
  ...dataPages(house, data),
  ...erasePages(house, data, erasure),
];

const noticePages = (house: House, notices: NoticeActions): PageRoute[] => [
  page({
    path: '/privacy',
    input: Type.Object({ version: Type.Optional(Version) }, closed),
    by: ['anyone'],
    withoutConsent: true,
    async answer(call, { version }) {
      const { rows, current } = await notices.list(call);
      const shown = rows.find((row) => row.version === (version ?? current)) ?? null;
      if (version !== undefined && !shown) throw new Refusal('unknown-thing', 404);
      const phones = (await committees(house.db)).flatMap(({ name, phone }) => (phone ? [{ name, phone }] : []));
      const text = shown?.text ?? defaultNotice();
      return { kind: 'html', page: <Notice call={call} data={{ shown, text, current, versions: rows, purposes, phones }} />, about: ['*'] };
    },
  }),
  page({
    path: '/privacy/consent',
    input: Type.Object({ next: Next }, closed),
    by: ['signedIn'],
    withoutConsent: true,
    answer: (call, { next }) => consentPage(notices, call, safeNext(next), null),
  }),
  form({
    path: '/privacy/consent',
    input: Type.Object({ next: Next, version: Version, answer: oneOf(['agree', 'later'], '答复') }, closed),
    by: ['signedIn'],
    withoutConsent: true,
    async answer(call, { next, version, answer }) {
      const to = safeNext(next);
      if (answer === 'later') return { kind: 'redirect', to, cookies: [{ name: 'later', value: String(version) }] };
      await notices.consent(asSigned(call), { version }, 'page');
      return {
        kind: 'redirect',
        to,
        cookies: [
          { name: 'said', value: 'agreed' },
          { name: 'later', value: null },
        ],
      };
    },
    again: (call, given, problems) => {
      const next = typeof given['next'] === 'string' ? given['next'] : undefined;
      return consentPage(notices, call, safeNext(next), problems[0]?.sentence ?? null);
    },
  }),
];

async function consentPage(notices: NoticeActions, call: PageCall, next: string, problem: string | null): Promise<Answer> {
  const { rows, current } = await notices.list(call);
  const notice = rows.find(({ version }) => version === current);
  if (!notice || (call.me?.consentOwed ?? null) === null) return { kind: 'redirect', to: next };
  const again = await notices.agreedBefore(asSigned(call));
  return { kind: 'html', page: <Consent call={call} data={{ notice, again, next, problem }} /> };
}

const dataPages = (house: House, data: DataActions): PageRoute[] => [
  page({
    path: '/mine/data',
    input: nothing,
    by: ['signedIn'],
    withoutConsent: true,
    answer: (call) => dataPage(house, data, call, [], {}),
  }),
  form({
    path: '/mine/data/exports',
    input: nothing,
    by: ['signedIn'],
    withoutConsent: true,
    guarded: true,
    perMinute: 5,
    async answer(call) {
      await data.askExport(asSigned(call));
      return said('packing', '/mine/data');
    },
    again: async (_call, _given, problems) =>
      problems[0]?.code === 'export-under-way' ? { kind: 'redirect', to: '/mine/data' } : said('packing', '/mine/data'),
  }),
  page({
    path: '/mine/data/exports/:id',
    input: Type.Object({ id: Id('导出编号') }, closed),
    by: ['author'],
    thing: 'dataExport',
    withoutConsent: true,
    async answer(call, { id }) {
      const { size, content } = await data.open(asSigned(call), id);
      return { kind: 'file', type: 'application/zip', name: call.frame.words.privacy.data.file, content, size };
    },
  }),
  form({
    path: '/mine/data/nickname',
    input: contract.changeNickname.input,
    by: ['signedIn'],
    perMinute: 5,
    async answer(call, input) {
      await data.changeNickname(asSigned(call), input);
      return said('nicknameChanged', '/mine/data');
    },
    again: (call, given, problems) => dataPage(house, data, call, problems, given),
  }),
];

async function dataPage(
  house: House,
  data: DataActions,
  call: PageCall,
  problems: readonly Problem[],
  given: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { id } = asSigned(call).person;
  const typed = typeof given['nickname'] === 'string' ? given['nickname'] : undefined;
  const nickname = typed ?? (await personOfId(house.db, id)).name;
  const at = { ...call, frame: { ...call.frame, here: '/mine/data' } };
  return {
    kind: 'html',
    page: <MyData call={at} shown={{ data: await data.read(asSigned(call)), nickname, problems, formKey: newId() }} />,
  };
}

const erasePages = (house: House, data: DataActions, erasure: ErasureActions): PageRoute[] => [
  page({
    path: '/mine/data/erase',
    input: nothing,
    by: ['signedIn'],
    withoutConsent: true,
    answer: (call) => erasePage(house, data, call, []),
  }),
  form({
    path: '/mine/data/erase',
    input: Type.Object({ ...contract.askErasure.input.properties, atOnce: Type.Optional(oneOf(['true'], '马上注销')) }, closed),
    by: ['signedIn'],
    withoutConsent: true,
    perMinute: 5,
    async answer(call, { word, words, atOnce }) {
      const { state } = await erasure.ask(asSigned(call), { word, atOnce: atOnce === 'true', ...(words !== undefined && { words }) });
      if (state === 'waiting') return said('eraseAsked', '/mine/data/erase');
      return { kind: 'redirect', to: '/privacy/closed', cookies: [{ name: 'login', value: null }] };
    },
    async again(call, _given, problems) {
      // Whoever showed who it is comes back here and types the word again.
      if (problems[0]?.code === 'step-up-needed') return { kind: 'redirect', to: '/login/second?next=/mine/data/erase' };
      return erasePage(house, data, call, problems);
    },
  }),
  form({
    path: '/mine/data/erase/cancel',
    input: nothing,
    by: ['signedIn'],
    withoutConsent: true,
    async answer(call) {
      await erasure.cancel(asSigned(call));
      return said('eraseCancelled', '/mine/data');
    },
    again: async () => ({ kind: 'redirect', to: '/mine/data/erase' }),
  }),
  page({
    path: '/privacy/closed',
    input: nothing,
    by: ['anyone'],
    withoutConsent: true,
    answer: async (call) => ({ kind: 'html', page: <Erased call={call} />, about: [] }),
  }),
];

async function erasePage(house: House, data: DataActions, call: PageCall, problems: readonly Problem[]): Promise<Answer> {
  const signedCall = asSigned(call);
  const { standing, erasure: request } = await data.standing(signedCall);
  const shown = { standing, request, canProve: await canProve(house.db, signedCall.person.id), problems };
  return { kind: 'html', page: <Erase call={{ ...call, frame: { ...call.frame, here: '/mine/data/erase' } }} data={shown} /> };
}
