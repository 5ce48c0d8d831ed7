import { on, type Route, signed } from '../../kit/serve.ts';
import type { StaffActions } from './actions.ts';
import type { AuditActions } from './audit.ts';
import * as audit from './audit-contract.ts';
import * as contract from './contract.ts';
import type { GrantActions } from './grants.ts';

export const oversightRoutes = (staff: StaffActions, grants: GrantActions, records: AuditActions): Route[] => [
  signed(contract.listStaff, (call, input) => staff.list(call, input)),
  signed(contract.listStaffOffices, (call) => staff.offices(call)),
  signed(contract.addStaff, (call, input) => staff.add(call, input)),
  signed(contract.resetStaffPassword, (call, input) => staff.resetPassword(call, input)),
  signed(contract.endStaffLink, (call, input) => staff.endLink(call, input)),
  signed(contract.listGrants, (call, input) => staff.listGrants(call, input)),
  signed(contract.requestGrant, (call, input) => grants.request(call, input)),
  signed(contract.approveGrant, (call, input) => grants.approve(call, input)),
  signed(contract.refuseGrant, (call, input) => grants.refuse(call, input)),
  signed(contract.withdrawGrant, (call, input) => grants.withdraw(call, input)),
  signed(contract.revokeGrant, (call, input) => grants.revoke(call, input)),
  on(audit.listAudit, (call, input) => records.list(call, input)),
  on(audit.checkAuditChain, (call) => records.check(call)),
];
