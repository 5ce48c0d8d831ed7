import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import { Refusal } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { safeNext } from '../people/index.ts';
import type { Back, Out, WeChatActions } from './actions.ts';
import * as contract from './contract.ts';
import { isWeChat } from './rules.ts';
import { Binding, NotEntered, Offer } from './web/WeChat.tsx';

const MINE = '/mine/wechat';
/** Out by a redirect; the browser keeps its mark of the way back. */
const sent = ({ to, trip }: Out): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'trip', value: trip.mark, endsAt: trip.endsAt }] });

/** Into the house by WeChat, and the binding that makes it possible. */
export const weChatPages = (wechat: WeChatActions): PageRoute[] => [
  page({
    path: '/wechat/enter',
    ...contract.enter,
    perMinute: 20,
    withoutConsent: true,
    async answer(call, { next }) {
      const to = safeNext(next, '/mine');
      if (call.person) return { kind: 'redirect', to };
      if (!wechat.isOn) return { kind: 'redirect', to: codeLogin(to) };
      return sent(await wechat.out(call, { next: to, purpose: 'enter' }));
    },
  }),
  page({
    path: '/wechat/back',
    ...contract.comeBack,
    perMinute: 20,
    withoutConsent: true,
    async answer(call, { code, state }) {
      const { next, purpose } = await wechat.arrive(call, state);
      // Somebody said no on WeChat's page.
      if (code === undefined || code === '') return { kind: 'redirect', to: purpose === 'bind' ? MINE : codeLogin(next) };
      try {
        return landed(await wechat.back(call, { code, next, purpose }), call);
      } catch (error) {
        return notEntered(call, error, next);
      }
    },
  }),
  ...bindingPages(wechat),
];

const codeLogin = (next: string): string => `/login?${new URLSearchParams({ way: 'code', next })}`;
function landed(back: Back, call: PageCall): Answer {
  if (back.kind === 'on') return { kind: 'redirect', to: back.next };
  if (back.kind === 'entered') {
    const { cookie, token, endsAt, next } = back.entered;
    return { kind: 'redirect', to: next, cookies: [{ name: cookie, value: token, endsAt }] };
  }
  const { seen, next } = back;
  const offer = `/wechat/offer?${new URLSearchParams({ seen: seen.state, next })}`;
  // Nobody here yet: they sign in by phone once, and are asked then.
  const to = call.person ? offer : codeLogin(offer);
  return { kind: 'redirect', to, cookies: [{ name: 'trip', value: seen.mark, endsAt: seen.endsAt }] };
}
/** Translates what WeChat would not do into a page with the other ways in. */
function notEntered(call: PageCall, error: unknown, next: string): Answer {
  const sentence = error instanceof Refusal ? call.frame.words.refusals[error.code]?.(error.values) : undefined;
  if (!(error instanceof Refusal) || sentence === undefined) throw error;
  // The address of this page is used up: switches of look and language begin anew.
  const shown = { ...call, frame: { ...call.frame, here: `/wechat/enter?${new URLSearchParams({ next })}` } };
  return { kind: 'html', page: <NotEntered call={shown} data={{ sentence, next }} />, status: error.status };
}

const bindingPages = (wechat: WeChatActions): PageRoute[] => [
  page({
    path: '/wechat/offer',
    ...contract.offer,
    async answer(call, { seen, next }) {
      const to = safeNext(next, '/mine');
      if (!wechat.isOn || (await wechat.boundSince(asSigned(call)))) return { kind: 'redirect', to };
      const open = await wechat.offered(asSigned(call), seen);
      return { kind: 'html', page: <Offer call={call} data={{ seen: open ? seen : null, next: to, problems: [] }} /> };
    },
  }),
  form({
    path: '/wechat/offer',
    ...contract.offer,
    perMinute: 10,
    async answer(call, { seen, next }) {
      await wechat.bind(asSigned(call), seen);
      return { kind: 'redirect', to: safeNext(next, '/mine'), cookies: [{ name: 'said', value: 'wechatOn' }] };
    },
    async again(call, given, problems) {
      const { seen, next } = given;
      const over = problems.some((one: Problem) => one.code === 'wechat-trip-over');
      const data = {
        seen: over || typeof seen !== 'string' ? null : seen,
        next: safeNext(typeof next === 'string' ? next : undefined, '/mine'),
      };
      return { kind: 'html', page: <Offer call={call} data={{ ...data, problems: over ? [] : problems }} /> };
    },
  }),
  page({
    path: MINE,
    ...contract.binding,
    async answer(call) {
      if (!wechat.isOn) return { kind: 'redirect', to: '/mine' };
      const data = { since: await wechat.boundSince(asSigned(call)), inside: isWeChat(call.device) };
      return { kind: 'html', page: <Binding call={call} data={data} /> };
    },
  }),
  page({
    path: `${MINE}/binding`,
    input: Type.Object({ next: contract.enter.input.properties.next }, closed),
    by: ['signedIn'],
    perMinute: 20,
    async answer(call, { next }) {
      if (!wechat.isOn || !isWeChat(call.device)) return { kind: 'redirect', to: wechat.isOn ? MINE : '/mine' };
      return sent(await wechat.out(asSigned(call), { next: safeNext(next, MINE), purpose: 'bind' }));
    },
  }),
  form({
    path: `${MINE}/removal`,
    ...contract.binding,
    perMinute: 10,
    async answer(call) {
      await wechat.unbind(asSigned(call));
      return { kind: 'redirect', to: wechat.isOn ? MINE : '/mine', cookies: [{ name: 'said', value: 'wechatOff' }] };
    },
  }),
];
