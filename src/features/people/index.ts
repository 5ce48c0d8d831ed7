import type { House } from '../../kit/house.ts';
import { unseal } from '../../kit/seal.ts';
import { sealedMailbox } from './store.ts';

export { accountChanged, accountChanges, type Changed } from './account-changes.ts';
export { type CodeSender, countingTries, redeem, sendCode } from './codes.ts';
export { passwordFault } from './common-passwords.ts';
export type { AccountChange } from './contract.ts';
export {
  bindElsewhere,
  boundOf,
  boundSince,
  type Elsewhere,
  endLoginsBy,
  loginBegan,
  personFromElsewhere,
  unbindElsewhere,
} from './elsewhere.ts';
export { type Entered, type Entry, enter, enterFully, type Proved } from './entering.ts';
export { keepNameKeys } from './keeping-keys.ts';
export type { Ending, GroupDuty, Seat } from './member-store.ts';
export {
  addAccount,
  addMembership,
  addPartyMembership,
  addPerson,
  changeMembership,
  disablePerson,
  endAllLogins,
  type MembershipChange,
  type MembershipGiven,
  maskedIdentityNumber,
  maskedPhone,
  movePartyMembership,
  type ProfileGiven,
  personByIdentityNumber,
  personByPhone,
  readableIdentityNumber,
  readablePhone,
  renamePerson,
  type SeatGiven,
  setPhone,
  setProfile,
} from './members.ts';
export { KEYS_BY, type NameKeys, nameKeys, strokeKey } from './name-keys.ts';
export {
  identityNumberFits,
  maskIdentityNumber,
  nameFault,
  normalIdentityNumber,
  normalName,
  OFFICES,
  officeRank,
} from './name-rules.ts';
export { PASSWORD_LENGTH, type PasswordFault } from './password-rules.ts';
export { hashPassword, passwordFits } from './passwords.ts';
export { type Known, type Profile, profileOf } from './profile-store.ts';
export {
  type Account,
  accountOf,
  advanceHalfLogin,
  endHalfLogins,
  entryOf,
  forgetHalves,
  type HalfLogin,
  halfLoginOf,
  lockHalfLogin,
  provedAt,
  renewLogin,
  setSecret,
} from './proof-store.ts';
export { renameNetizen } from './renaming.ts';
export {
  addListed,
  addPartyMembers,
  addSeats,
  addUnits,
  changePartyMember,
  changeUnit,
  digestsOf,
  type Listed,
  partyLevels,
  rosterPeople,
  unsealedOf,
} from './roster.ts';
export { type RosterPerson, type RosterTerm, termsOf } from './roster-store.ts';
export { type LoginCookie, setEntered } from './routes.ts';
export { ADMINISTRATORS, loginLife, looksLikeName, maskPhone, mustHaveFactor, safeNext } from './rules.ts';
export { addStaffAccount, giveDuty, newOneTimePassword, resetPassword, takeDuty } from './staff.ts';
export {
  type Capacity,
  capacityOf,
  committees,
  endLogins,
  forgetOld,
  personOfId,
  personOfToken,
  standingOf,
  touchLogin,
  withVerifiedEmail,
} from './store.ts';

/** Where a person gets mail, readable, and in which language; null without a verified address. For senders only. */
export async function mailboxOf({ db, sealKey }: House, personId: string): Promise<{ address: string; locale: 'zh' | 'en' } | null> {
  const found = await sealedMailbox(db, personId);
  return found && { address: unseal(sealKey, found.sealed), locale: found.locale };
}
