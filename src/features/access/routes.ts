import type { FastifyReply } from 'fastify';
import { finishing, on, type Route, signed } from '../../kit/serve.ts';
import { type Entered, type LoginCookie, setEntered } from '../people/index.ts';
import type { AccessActions } from './actions.ts';
import * as contract from './contract.ts';
import type { RecoveryActions } from './recovery-actions.ts';
import * as recovery from './recovery-contract.ts';
import type { UnitActions } from './unit-actions.ts';
import * as unit from './unit-contract.ts';

export const accessRoutes = (access: AccessActions, units: UnitActions, recoveries: RecoveryActions, cookie: LoginCookie): Route[] => {
  const entered = (reply: FastifyReply, it: Entered) => setEntered(cookie, reply, it);
  return [
    on(contract.readActivation, (call, input) => access.readActivation(call, input)),
    on(contract.requestActivationCode, (call, input) => access.requestActivationCode(call, input)),
    finishing(contract.enterByActivation, (call, input) => access.enterByActivation(call, input), entered),
    signed(contract.listEntrants, (call, input) => access.listEntrants(call, input)),
    signed(contract.readEntrant, (call, input) => access.readEntrant(call, input)),
    signed(contract.planCards, (call, input) => access.planCards(call, input)),
    signed(contract.sendActivations, (call, input) => access.sendActivations(call, input)),
    signed(contract.requestMeetingCode, (call, input) => access.requestMeetingCode(call, input)),
    signed(contract.activateAtMeeting, (call, input) => access.activateAtMeeting(call, input)),
    signed(contract.voidActivation, (call, input) => access.voidActivation(call, input)),
    signed(unit.listUnitLinks, (call, input) => units.listUnitLinks(call, input)),
    signed(unit.makeUnitLink, (call, input) => units.makeUnitLink(call, input)),
    signed(unit.renewUnitLink, (call, input) => units.renewUnitLink(call, input)),
    signed(unit.revokeUnitLink, (call, input) => units.revokeUnitLink(call, input)),
    on(unit.readUnitEntry, (call, input) => units.readUnitEntry(call, input)),
    on(unit.requestUnitCode, (call, input) => units.requestUnitCode(call, input)),
    finishing(unit.enterByUnitLink, (call, input) => units.enterByUnitLink(call, input), entered),
    signed(unit.readUnit, (call) => units.readUnit(call)),
    signed(recovery.startRecovery, (call, input) => recoveries.startRecovery(call, input)),
    signed(recovery.requestRecoveryCode, (call, input) => recoveries.requestRecoveryCode(call, input)),
    signed(recovery.completeRecovery, (call, input) => recoveries.completeRecovery(call, input)),
    signed(recovery.dropRecovery, (call, input) => recoveries.dropRecovery(call, input)),
    signed(recovery.listRecoveries, (call, input) => recoveries.listRecoveries(call, input)),
    on(recovery.readRecoveryNotice, (call, input) => recoveries.readRecoveryNotice(call, input)),
    on(recovery.disputeRecovery, (call, input) => recoveries.disputeRecovery(call, input)),
  ];
};
