import type { FastifyReply } from 'fastify';
import { finishing, on, type Route, signed } from '../../kit/serve.ts';
import type { PeopleActions } from './actions.ts';
import * as contract from './contract.ts';
import type { Entered } from './entering.ts';

/** Sets and clears the login cookie: its name and flags follow the installation's address. */
export interface LoginCookie {
  set(reply: FastifyReply, token: string, endsAt: Date): void;
  /** The mark of a half login: the second step is still to come. */
  setHalf(reply: FastifyReply, token: string, endsAt: Date): void;
  clear(reply: FastifyReply): void;
}

/** Hands over the mark of whoever entered; the browser learns only where to go. */
export function setEntered(cookie: LoginCookie, reply: FastifyReply, { cookie: which, token, endsAt, next }: Entered): { next: string } {
  if (which === 'login') cookie.set(reply, token, endsAt);
  else cookie.setHalf(reply, token, endsAt);
  return { next };
}

export const peopleRoutes = (actions: PeopleActions, cookie: LoginCookie): Route[] => {
  const entered = (reply: FastifyReply, it: Entered) => setEntered(cookie, reply, it);
  return [
    finishing(contract.login, (call, input) => actions.login(call, input), entered),
    on(contract.requestLoginCode, (call, input) => actions.requestLoginCode(call, input)),
    finishing(contract.loginByCode, (call, input) => actions.loginByCode(call, input), entered),
    finishing(
      contract.logout,
      (call) => actions.logout(call),
      (reply, done) => {
        cookie.clear(reply);
        return done;
      },
    ),
    signed(contract.listLogins, (call) => actions.listLogins(call)),
    signed(contract.endLogin, (call, input) => actions.endLogin(call, input)),
    signed(contract.endOtherLogins, (call) => actions.endOtherLogins(call)),
    signed(contract.readMe, (call) => actions.readMe(call)),
    signed(contract.requestEmail, (call, input) => actions.requestEmail(call, input)),
    signed(contract.confirmEmail, (call, input) => actions.confirmEmail(call, input)),
    signed(contract.removeEmail, (call) => actions.removeEmail(call)),
    on(contract.listCommittees, () => actions.listCommittees()),
    signed(contract.listHosts, (call, input) => actions.listHosts(call, input)),
  ];
};
