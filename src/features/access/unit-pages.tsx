import { Type } from 'typebox';
import { closed } from '../../kit/endpoint.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, nothing, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { enteredAs, To, textOf } from './answers-pages.ts';
import type { UnitActions } from './unit-actions.ts';
import * as contract from './unit-contract.ts';
import { EnterCode } from './web/Activate.tsx';
import { Unit, UnitEntry } from './web/Unit.tsx';

/** 承办单位 without accounts: the way in by a link, and what a clerk sees. */
export const unitPages = (units: UnitActions): PageRoute[] => [
  page({
    path: '/unit',
    input: nothing,
    by: ['anyone'],
    async answer(call) {
      const data = units.isClerk(call) ? await units.readUnit(asSigned(call)) : null;
      return { kind: 'html', page: <Unit call={call} data={data} /> };
    },
  }),
  page({
    path: '/unit/:secret',
    input: contract.readUnitEntry.input,
    by: ['anyone'],
    perMinute: 20,
    answer: (call, { secret }) => entry(units, call, secret, []),
  }),
  form({
    path: '/unit/:secret/codes',
    input: contract.requestUnitCode.input,
    by: ['anyone'],
    perMinute: 10,
    async answer(call, { secret }) {
      const { request, to } = await units.requestUnitCode(call, { secret });
      return { kind: 'redirect', to: `/unit/${secret}/entry?${new URLSearchParams({ request, to })}` };
    },
    again: (call, given, problems) => entry(units, call, textOf(given)['secret'] ?? '', problems),
  }),
  page({
    path: '/unit/:secret/entry',
    input: Type.Object({ ...contract.readUnitEntry.input.properties, request: Type.String({ maxLength: 60 }), to: To }, closed),
    by: ['anyone'],
    perMinute: 20,
    answer: async (call, given) => ({ kind: 'html', page: codePage(call, given, []) }),
  }),
  form({
    path: '/unit/:secret/entry',
    input: Type.Object({ ...contract.enterByUnitLink.input.properties, to: To }, closed),
    by: ['anyone'],
    perMinute: 20,
    answer: async (call, { to: _, ...input }) => enteredAs(await units.enterByUnitLink(call, input)),
    async again(call, given, problems) {
      const { secret = '', request = '', to = '' } = textOf(given);
      return { kind: 'html', page: codePage(call, { secret, request, to }, problems) };
    },
  }),
];

async function entry(units: UnitActions, call: PageCall, secret: string, problems: readonly Problem[]): Promise<Answer> {
  const link = await units.readUnitEntry(call, { secret });
  const shown = { ...call, frame: { ...call.frame, here: `/unit/${secret}` } };
  return { kind: 'html', page: <UnitEntry call={shown} data={{ secret, link, problems }} /> };
}
function codePage(call: PageCall, { secret, request, to }: { secret: string; request: string; to: string }, problems: readonly Problem[]) {
  const action = `/unit/${secret}/entry`;
  const shown = { ...call, frame: { ...call.frame, here: `${action}?${new URLSearchParams({ request, to })}` } };
  return <EnterCode call={shown} data={{ action, again: `/unit/${secret}`, request, to, field: 'code', problems, consent: false }} />;
}
