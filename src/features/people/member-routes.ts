import { on, type Route, signed } from '../../kit/serve.ts';
import * as belonging from './belonging-contract.ts';
import type { MemberActions } from './member-actions.ts';
import * as member from './member-contract.ts';
import type { OrgActions } from './org-actions.ts';
import * as org from './org-contract.ts';
import type { ProfileActions } from './profile-actions.ts';
import * as profile from './profile-contract.ts';

/** 组织, 届, 委员, 资料. */
export const memberRoutes = (orgs: OrgActions, members: MemberActions, profiles: ProfileActions): Route[] => [
  signed(org.listOrgs, (call, input) => orgs.list(call, input)),
  signed(org.addOrg, (call, input) => orgs.add(call, input)),
  signed(org.changeOrg, (call, input) => orgs.change(call, input)),
  signed(org.closeOrg, (call, input) => orgs.close(call, input)),
  signed(org.reopenOrg, (call, input) => orgs.reopen(call, input)),
  signed(org.changeCommittee, (call, input) => orgs.changeCommittee(call, input)),
  on(org.listParties, () => orgs.parties()),
  signed(org.listTerms, (call, input) => orgs.terms(call, input)),
  signed(org.addTerm, (call, input) => orgs.addTerm(call, input)),
  signed(org.changeTerm, (call, input) => orgs.changeTerm(call, input)),
  signed(member.listMembers, (call, input) => members.list(call, input)),
  signed(member.readMembership, (call, input) => members.read(call, input)),
  signed(member.addMember, (call, input) => members.add(call, input)),
  signed(member.adjustMembership, (call, input) => members.adjust(call, input)),
  signed(member.changeStatus, (call, input) => members.changeStatus(call, input)),
  signed(member.changeMember, (call, input) => members.changePerson(call, input)),
  signed(member.unmask, (call, input) => members.unmask(call, input)),
  signed(belonging.addParty, (call, input) => members.addParty(call, input)),
  signed(belonging.changeParty, (call, input) => members.changeParty(call, input)),
  signed(belonging.moveParty, (call, input) => members.moveParty(call, input)),
  signed(profile.readProfile, (call) => profiles.readMine(call)),
  signed(profile.askProfile, (call, input) => profiles.ask(call, input)),
  signed(profile.listProfileChanges, (call, input) => profiles.list(call, input)),
  signed(profile.decideProfileChange, (call, input) => profiles.decide(call, input)),
];
