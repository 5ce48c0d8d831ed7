import { asSigned } from '../../kit/serve.ts';
import { form, type PageRoute, page } from '../../web/page-route.ts';
import type { AskingActions } from './asking.ts';
import * as contract from './contract.ts';
import { Ask, GoOn, MyPeers } from './web/Peers.tsx';

const MINE = '/mine/peers';

/** Between a peer and the way back to it: who asks, for what, yes or no; and what one agreed to. */
export const providerPages = (asking: AskingActions): PageRoute[] => [
  page({
    path: '/oidc/ask',
    ...contract.seeAsk,
    perMinute: 60,
    async answer(call, { ask, on }) {
      if (on === '1') return { kind: 'redirect', to: await asking.goOn(asSigned(call), ask) };
      const stand = await asking.see(asSigned(call), ask);
      if (stand.kind === 'prove') return { kind: 'redirect', to: `/login/second?${new URLSearchParams({ next: `/oidc/ask?ask=${ask}` })}` };
      if (stand.kind === 'ask') {
        const { asked } = stand;
        return { kind: 'html', page: <Ask call={call} data={{ ask, asked }} />, formsTo: asked.peer.origin };
      }
      if (stand.onward) return { kind: 'redirect', to: await asking.goOn(asSigned(call), ask) };
      return { kind: 'html', page: <GoOn call={call} data={{ ask, asked: stand.asked }} /> };
    },
  }),
  form({
    path: '/oidc/ask',
    ...contract.answerAsk,
    perMinute: 20,
    answer: async (call, input) => ({ kind: 'redirect', to: await asking.answer(asSigned(call), input) }),
  }),
  page({
    path: MINE,
    ...contract.mine,
    answer: async (call) => ({ kind: 'html', page: <MyPeers call={call} data={{ consents: await asking.consents(asSigned(call)) }} /> }),
  }),
  form({
    path: `${MINE}/:id/withdrawal`,
    ...contract.withdrawConsent,
    perMinute: 20,
    // Nobody is kept from taking back what they agreed to.
    withoutConsent: true,
    async answer(call, input) {
      await asking.withdraw(asSigned(call), input);
      return { kind: 'redirect', to: MINE, cookies: [{ name: 'said', value: 'peerConsentOver' }] };
    },
  }),
];
