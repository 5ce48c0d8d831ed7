import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import { Refusal } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, type PageCall, type PageRoute, page } from '../../web/page-route.ts';
import { safeNext } from '../people/index.ts';
import type { Back, DirectoryActions, Out } from './actions.ts';
import * as contract from './contract.ts';
import { otherWays } from './rules.ts';
import { Linking, LinkOffer, NotEntered } from './web/Directory.tsx';

const MINE = '/mine/directory';
const sent = ({ to, trip }: Out): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'trip', value: trip.mark, endsAt: trip.endsAt }] });

/** Into the house by the government's single sign-on, and the link that makes it possible. `name`: what people call it. */
export const directoryPages = (directory: DirectoryActions, name: string): PageRoute[] => [
  page({
    path: '/sso/enter',
    ...contract.enter,
    perMinute: 20,
    withoutConsent: true,
    async answer(call, { next }) {
      const to = safeNext(next, '/');
      if (call.person) return { kind: 'redirect', to };
      if (!directory.isOn) return { kind: 'redirect', to: otherWays(to) };
      return orSentence(call, { next: to, name }, async () => sent(await directory.out(call, { next: to, purpose: 'enter' })));
    },
  }),
  page({
    path: '/sso/back',
    ...contract.comeBack,
    perMinute: 20,
    withoutConsent: true,
    async answer(call, query) {
      const arrived = await directory.arrive(call, query.state);
      const { next, purpose } = arrived;
      // Somebody said no there, or may not.
      if (query.error === 'access_denied') return { kind: 'redirect', to: purpose === 'link' ? MINE : otherWays(next) };
      return orSentence(call, { next, name }, async () => landed(await directory.back(call, query, arrived), { call, name }));
    },
  }),
  ...linkPages(directory, name),
];

function landed(back: Back, { call, name }: { call: PageCall; name: string }): Answer {
  if (back.kind === 'on') return { kind: 'redirect', to: back.next };
  if (back.kind === 'entered') {
    const { cookie, token, endsAt, next } = back.entered;
    return { kind: 'redirect', to: next, cookies: [{ name: cookie, value: token, endsAt }] };
  }
  const { seen, next } = back;
  const offer = `/sso/offer?${new URLSearchParams({ seen: seen.state, next })}`;
  const cookies = [{ name: 'trip' as const, value: seen.mark, endsAt: seen.endsAt }];
  if (call.person) return { kind: 'redirect', to: offer, cookies };
  // Known to nobody here: who has an account signs in by it once, and is asked then.
  const data = { sentence: call.frame.words.signOn.unknown(name), next: offer, name };
  return { kind: 'html', page: <NotEntered call={begunAnew(call, next)} data={data} />, cookies };
}
/** The address of such a page is used up: switches of look and language begin anew. */
const begunAnew = (call: PageCall, next: string): PageCall => ({
  ...call,
  frame: { ...call.frame, here: `/sso/enter?${new URLSearchParams({ next })}` },
});
/** Translates what did not hold into a page with the other ways in. */
async function orSentence(call: PageCall, { next, name }: { next: string; name: string }, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    const sentence = error instanceof Refusal ? call.frame.words.refusals[error.code]?.(error.values) : undefined;
    if (!(error instanceof Refusal) || sentence === undefined) throw error;
    return { kind: 'html', page: <NotEntered call={begunAnew(call, next)} data={{ sentence, next, name }} />, status: error.status };
  }
}

const linkPages = (directory: DirectoryActions, name: string): PageRoute[] => [
  page({
    path: '/sso/offer',
    ...contract.offer,
    async answer(call, { seen, next }) {
      const to = safeNext(next, '/');
      if (!directory.isOn || (await directory.linkedSince(asSigned(call)))) return { kind: 'redirect', to };
      const open = await directory.offered(asSigned(call), seen);
      return { kind: 'html', page: <LinkOffer call={call} data={{ seen: open ? seen : null, next: to, name, problems: [] }} /> };
    },
  }),
  form({
    path: '/sso/offer',
    ...contract.offer,
    perMinute: 10,
    async answer(call, { seen, next }) {
      await directory.link(asSigned(call), seen);
      return { kind: 'redirect', to: safeNext(next, '/'), cookies: [{ name: 'said', value: 'directoryOn' }] };
    },
    async again(call, { seen, next }, problems) {
      const over = problems.some(({ code }) => code === 'directory-trip-over');
      const to = safeNext(typeof next === 'string' ? next : undefined, '/');
      const data = { seen: over || typeof seen !== 'string' ? null : seen, next: to, name, problems: over ? [] : problems };
      return { kind: 'html', page: <LinkOffer call={call} data={data} /> };
    },
  }),
  page({
    path: MINE,
    ...contract.link,
    async answer(call) {
      if (!directory.isOn) return { kind: 'redirect', to: '/mine' };
      return { kind: 'html', page: <Linking call={call} data={{ since: await directory.linkedSince(asSigned(call)), name }} /> };
    },
  }),
  page({
    path: `${MINE}/linking`,
    input: Type.Object({}, closed),
    by: ['signedIn'],
    perMinute: 20,
    async answer(call) {
      if (!directory.isOn) return { kind: 'redirect', to: '/mine' };
      return orSentence(call, { next: MINE, name }, async () => sent(await directory.out(asSigned(call), { next: MINE, purpose: 'link' })));
    },
  }),
  form({
    path: `${MINE}/removal`,
    ...contract.link,
    perMinute: 10,
    async answer(call) {
      await directory.unlink(asSigned(call));
      return { kind: 'redirect', to: directory.isOn ? MINE : '/mine', cookies: [{ name: 'said', value: 'directoryOff' }] };
    },
  }),
];
