import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { type Answer, form, nothing, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { date } from '../../web/words/format.ts';
import { words } from '../../web/words/index.ts';
import type { AccessActions } from './actions.ts';
import { enteredAs, To, textOf } from './answers-pages.ts';
import * as contract from './contract.ts';
import type { RecoveryActions } from './recovery-actions.ts';
import * as recovery from './recovery-contract.ts';
import { typedCode } from './rules.ts';
import type { UnitActions } from './unit-actions.ts';
import { unitPages } from './unit-pages.tsx';
import { EnterCode, TypeCode, Whose } from './web/Activate.tsx';
import { NotMe } from './web/NotMe.tsx';

const Code = contract.Chance;

export const accessPages = (house: House, access: AccessActions, units: UnitActions, recoveries: RecoveryActions): PageRoute[] => [
  ...activationPages(access),
  ...unitPages(units),
  ...recoveryPages(recoveries),
  /** A printed sheet, from the desk: the codes stand in this file and nowhere else. */
  form({
    path: '/access/cards',
    input: contract.CardSheet,
    by: contract.planCards.by,
    perMinute: 6,
    async answer(call, input) {
      if (!call.person) return { kind: 'redirect', to: '/login' };
      const { content, sector, name } = await access.makeCards({ ...call, person: call.person }, input);
      const said = words('zh').access.card;
      const day = date(call.now, { locale: 'zh', now: call.now, timeZone: house.zone });
      return { kind: 'file', type: 'application/pdf', name: said.file(name ?? sector, day), content, size: content.length };
    },
  }),
];

const activationPages = (access: AccessActions): PageRoute[] => [
  page({
    path: '/activate',
    input: nothing,
    by: ['anyone'],
    answer: async (call) => ({ kind: 'html', page: <TypeCode call={call} typed={{}} problems={[]} />, about: [] }),
  }),
  form({
    path: '/activate',
    input: Type.Object({ code: Code }, closed),
    by: ['anyone'],
    perMinute: 20,
    async answer(call, { code }) {
      await access.readActivation(call, { code });
      return { kind: 'redirect', to: `/activate/${typedCode(code) ?? code}` };
    },
    async again(call, given, problems) {
      const shown = { ...call, frame: { ...call.frame, here: '/activate' } };
      return { kind: 'html', page: <TypeCode call={shown} typed={textOf(given)} problems={problems} /> };
    },
  }),
  page({
    path: '/activate/:code',
    input: Type.Object({ code: Code }, closed),
    by: ['anyone'],
    perMinute: 20,
    answer: (call, { code }) => whose(access, call, code, {}, []),
  }),
  form({
    path: '/activate/:code/codes',
    input: contract.requestActivationCode.input,
    by: contract.requestActivationCode.by,
    perMinute: 10,
    async answer(call, { code, phone }) {
      const { request, to } = await access.requestActivationCode(call, { code, ...(phone !== undefined && { phone }) });
      return { kind: 'redirect', to: `/activate/${code}/entry?${new URLSearchParams({ request, to })}` };
    },
    again: (call, given, problems) => whose(access, call, textOf(given)['code'] ?? '', textOf(given), problems),
  }),
  page({
    path: '/activate/:code/entry',
    input: Type.Object({ code: Code, request: Type.String({ maxLength: 60 }), to: To }, closed),
    by: ['anyone'],
    perMinute: 20,
    answer: async (call, given) => ({ kind: 'html', page: entryPage(call, given, []) }),
  }),
  form({
    path: '/activate/:code/entry',
    input: Type.Object({ ...contract.enterByActivation.input.properties, to: To }, closed),
    by: contract.enterByActivation.by,
    perMinute: 20,
    answer: async (call, { to: _, ...input }) => enteredAs(await access.enterByActivation(call, input)),
    async again(call, given, problems) {
      const { code = '', request = '', to = '' } = textOf(given);
      return { kind: 'html', page: entryPage(call, { code, request, to }, problems) };
    },
  }),
];

/** Whoever holds something that opens nothing any more reads why, on a page of trouble. */
async function whose(
  access: AccessActions,
  call: PageCall,
  code: string,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Promise<Answer> {
  const seen = await access.readActivation(call, { code });
  const shown = { ...call, frame: { ...call.frame, here: `/activate/${code}` } };
  return { kind: 'html', page: <Whose call={shown} data={{ code, whose: seen, typed, problems }} /> };
}
function entryPage(call: PageCall, { code, request, to }: { code: string; request: string; to: string }, problems: readonly Problem[]) {
  const action = `/activate/${encodeURIComponent(code)}/entry`;
  const shown = { ...call, frame: { ...call.frame, here: `${action}?${new URLSearchParams({ request, to })}` } };
  return <EnterCode call={shown} data={{ action, again: `/activate/${code}`, request, to, field: 'sms', problems, consent: true }} />;
}

const recoveryPages = (recoveries: RecoveryActions): PageRoute[] => [
  page({
    path: '/not-me/:secret',
    input: recovery.readRecoveryNotice.input,
    by: ['anyone'],
    perMinute: 20,
    async answer(call, { secret }) {
      const seen = await recoveries.readRecoveryNotice(call, { secret });
      return { kind: 'html', page: <NotMe call={call} data={{ secret, ...seen }} /> };
    },
  }),
  form({
    path: '/not-me/:secret',
    input: recovery.disputeRecovery.input,
    by: ['anyone'],
    perMinute: 10,
    async answer(call, { secret }) {
      await recoveries.disputeRecovery(call, { secret });
      return { kind: 'redirect', to: `/not-me/${secret}` };
    },
  }),
];
