import type { FastifyReply } from 'fastify';
import { asSigned, finishing, on, type Route, signed } from '../../kit/serve.ts';
import { type LoginCookie, setEntered } from '../people/index.ts';
import type { Passed } from './asking.ts';
import * as contract from './contract.ts';
import type { EnrolActions } from './enrol-actions.ts';
import type { ProveActions } from './prove-actions.ts';

export const factorRoutes = (prove: ProveActions, enrol: EnrolActions, cookie: LoginCookie): Route[] => {
  const done = (reply: FastifyReply, { entered, next }: Passed) => {
    if (entered) setEntered(cookie, reply, entered);
    return { next };
  };
  return [
    on(contract.readProof, (call, input) => prove.read(call, input)),
    on(contract.askKey, (call, input) => prove.askKey(call, input)),
    finishing(contract.proveByKey, (call, input) => prove.byKey(call, input), done),
    finishing(contract.proveByCode, (call, input) => prove.byCode(call, input), done),
    finishing(contract.proveByPassword, (call, input) => prove.byPassword(asSigned(call), input), done),
    signed(contract.sendProofCode, (call) => prove.sendCode(call)),
    finishing(contract.proveByPhone, (call, input) => prove.byPhone(asSigned(call), input), done),
    on(contract.askNewKey, (call, input) => enrol.askNewKey(call, input)),
  ];
};
