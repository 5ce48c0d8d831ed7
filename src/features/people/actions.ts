import { type Call, change, isUniqueViolation, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { digest, keyedDigest, newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { declareAtSignUp } from '../privacy/index.ts';
import { type CodeSender, countingTries, redeem, sendCode } from './codes.ts';
import { endLogin, type Kind, listHosts } from './contract.ts';
import { type Entered, type Entry, enter } from './entering.ts';
import { passwordFits } from './passwords.ts';
import { markVerified } from './profile-store.ts';
import { looksLikeName, maskEmail, maskPhone, nicknameFault, nicknameKey, PASSWORD, phoneFrom } from './rules.ts';
import * as store from './store.ts';

export interface Ports {
  readonly sms: CodeSender | null;
  readonly mail: CodeSender | null;
  readonly entry: Entry;
}
export const peopleActions = (house: House, ports: Ports) => ({
  /** 密码登录: limits stand on account and address, in the database; they never fail open. */
  async login(call: Call, input: { account: string; password: string; next?: string }): Promise<Entered> {
    const subject = digest(input.account.normalize('NFKC').trim().toLowerCase());
    await countTry(house, call, subject);
    const identity = await store.identityOf(house.db, 'account', subject);
    const fits = await passwordFits(identity?.secret, input.password);
    if (!fits || !identity || identity.disabled) throw new Refusal('wrong-account-or-password', 403);
    return change(house, call, async (tx, ledger) => {
      ledger.actedBy(identity.personId);
      await store.forgetTries(tx, 'password', subject);
      if (call.visitor) await store.insertAttempt(tx, 'known-device', deviceOf(house, subject, call.visitor), call.now, 'entered');
      const { personId, secretAt, mustChange } = identity;
      return enter(tx, ports.entry, call, { personId, means: 'password', next: input.next, passwordSetAt: secretAt, mustChange });
    });
  },

  async requestLoginCode(call: Call, { phone: written }: { phone: string }) {
    if (!ports.sms) throw new Refusal('codes-off', 503);
    const phone = phoneIn(written);
    return { ...(await sendCode(house, ports.sms, call, { purpose: 'login', to: phone })), to: maskPhone(phone) };
  },

  /** 验证码登录; a number that nobody holds becomes a netizen under the nickname given. */
  loginByCode(call: Call, input: { request: string; code: string; next?: string } & SignUp): Promise<Entered> {
    return countingTries(house, () =>
      change(house, call, async (tx, ledger) => {
        const { to, subject } = await redeem(house, tx, { purpose: 'login' }, input, call.now);
        const known = await store.identityOf(tx, 'phone', subject);
        if (known?.disabled) throw new Refusal('code-expired', 403);
        // A number that only stood in a roster is proven now.
        if (known) await markVerified(tx, known.id, call.now);
        const personId = known?.personId ?? (await newNetizen(house, tx, call, input, { to, subject }));
        ledger.actedBy(personId);
        return enter(tx, ports.entry, call, { personId, means: 'code', next: input.next });
      }),
    );
  },

  async logout(call: Call) {
    const { person } = call;
    if (!person) return {};
    ports.entry.ended(await change(house, call, (tx) => store.endLogins(tx, person.id, { only: person.loginId })));
    return {};
  },
  async listLogins(call: Signed) {
    const rows = await store.loginsOf(house.db, call.person.id, call.now);
    return {
      rows: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        seenAt: row.seenAt.toISOString(),
        current: row.id === call.person.loginId,
      })),
    };
  },
  async endLogin(call: Signed, { id }: { id: string }) {
    const owner = await store.loginOwner(house.db, id);
    if (!owner) throw unknown('login');
    allow(call.person, endLogin.by, { authorId: owner });
    ports.entry.ended(await change(house, call, (tx) => store.endLogins(tx, call.person.id, { only: id })));
    return {};
  },
  async endOtherLogins(call: Signed) {
    const tokens = await change(house, call, (tx) => store.endLogins(tx, call.person.id, { except: call.person.loginId }));
    ports.entry.ended(tokens);
    return { ended: tokens.length };
  },

  async readMe(call: Signed) {
    const standing = await store.standingOf(house.db, call.person.id, call.now);
    const email = await store.sealedIdentity(house.db, call.person.id, 'email');
    const card = await store.personOfId(house.db, call.person.id);
    return {
      id: call.person.id,
      name: card.name,
      kind: standing[0]?.kind ?? ('netizen' as Kind),
      standing: standing.map(({ committee, committeeId, place }) => ({ committee, committeeId, place })),
      roles: [...call.person.roles],
      email: email ? maskEmail(unseal(house.sealKey, email)) : null,
      demo: card.demo,
    };
  },

  async requestEmail(call: Signed, { email }: { email: string }) {
    if (!ports.mail) throw new Refusal('mail-off', 503);
    return { ...(await sendCode(house, ports.mail, call, { purpose: 'email', to: email })), to: maskEmail(email) };
  },
  confirmEmail: (call: Signed, { request, code }: { request: string; code: string }) =>
    countingTries(house, () =>
      change(house, call, async (tx) => {
        const { to, subject } = await redeem(house, tx, { purpose: 'email' }, { request, code }, call.now);
        await store.removeIdentity(tx, call.person.id, 'email');
        await addIdentity(house, tx, call, { personId: call.person.id, kind: 'email', to, subject });
        return {};
      }),
    ),
  removeEmail: (call: Signed) =>
    change(house, call, async (tx) => {
      await store.removeIdentity(tx, call.person.id, 'email');
      return {};
    }),

  async listCommittees() {
    return { rows: await store.committees(house.db) };
  },
  async listHosts(call: Call, { id }: { id: string }) {
    allow(call.person, listHosts.by, { bodyId: id });
    return { rows: await store.hosts(house.db, id) };
  },
  setLocale: (call: Signed, locale: 'zh' | 'en') => change(house, call, (tx) => store.setLocale(tx, call.person.id, locale)),

  personOfToken: (token: string, now: Date) => store.personOfToken(house.db, digest(token), now),
  touchLogin: store.touchLogin.bind(null, house.db),
});

export type PeopleActions = ReturnType<typeof peopleActions>;

/** Counts the try before the password is looked at, one at a time per account: parallel guesses cannot slip through. */
async function countTry(house: House, call: Call, subject: Buffer): Promise<void> {
  const since = new Date(call.now.getTime() - PASSWORD.minutes * 60_000);
  const known =
    call.visitor !== null &&
    (await store.attemptsSince(house.db, 'known-device', deviceOf(house, subject, call.visitor), monthBefore(call.now))).length > 0;
  const address = keyedDigest(house.digestKey, `address:${call.address}`);
  await house.db.transaction().execute(async (tx) => {
    await store.lockSubject(tx, subject);
    const tries = await store.attemptsSince(tx, 'password', subject, since);
    const fromHere = await store.attemptsSince(tx, 'password-address', address, since);
    // A device that entered this account before is not locked out by strangers who guess from elsewhere.
    const mostHere = known ? PASSWORD.perAddress : PASSWORD.perAccount;
    if (tries.length >= mostHere || fromHere.length >= PASSWORD.perAddress) {
      const oldest = (tries.length >= mostHere ? tries[0] : fromHere[0]) ?? call.now;
      const seconds = Math.max(1, Math.ceil((oldest.getTime() - since.getTime()) / 1000));
      throw new Refusal('too-many-tries', 429, { seconds, minutes: Math.ceil(seconds / 60) });
    }
    await store.insertAttempt(tx, 'password', subject, call.now, 'tried');
    await store.insertAttempt(tx, 'password-address', address, call.now, 'tried');
  });
}
const deviceOf = (house: House, subject: Buffer, visitor: string) =>
  keyedDigest(house.digestKey, `device:${subject.toString('hex')}:${visitor}`);
const monthBefore = (now: Date) => new Date(now.getTime() - 30 * 24 * 3_600_000);

interface SignUp {
  readonly nickname?: string;
  readonly of14?: boolean;
  readonly agrees?: boolean;
}
async function newNetizen(
  house: House,
  tx: Tx,
  call: Call,
  { nickname, of14 = false, agrees = false }: SignUp,
  { to, subject }: { to: string; subject: Buffer },
): Promise<string> {
  if (nickname === undefined || nickname.trim() === '') throw new Refusal('nickname-needed', 409);
  const fault = nicknameFault(nickname);
  if (fault) throw new Refusal('nickname-refused', 409, { fault });
  if (!of14) throw new Refusal('age-not-declared', 409);
  const id = newId();
  const plain = nickname.normalize('NFKC').trim();
  if ((await store.knownNames(tx)).some((name) => looksLikeName(plain, name)))
    throw new Refusal('nickname-refused', 409, { fault: 'person' });
  try {
    await store.insertNetizen(tx, { id, nickname: plain, key: nicknameKey(plain), now: call.now });
  } catch (error) {
    throw isUniqueViolation(error, 'person_nickname_key_key') ? new Refusal('nickname-taken', 409) : error;
  }
  await declareAtSignUp(tx, house, { personId: id, agrees, now: call.now });
  await addIdentity(house, tx, call, { personId: id, kind: 'phone', to, subject });
  return id;
}

async function addIdentity(
  house: House,
  tx: Tx,
  call: Call,
  i: { personId: string; kind: 'phone' | 'email'; to: string; subject: Buffer },
) {
  try {
    await store.insertIdentity(tx, { id: newId(), ...i, sealed: seal(house.sealKey, i.to), secret: null, now: call.now });
  } catch (error) {
    throw isUniqueViolation(error, 'identity_kind_subject_key') ? new Refusal(`${i.kind}-taken`, 409) : error;
  }
}
function phoneIn(written: string): string {
  const read = phoneFrom(written);
  if ('phone' in read) return read.phone;
  if (written.trim() === '') throw new Refusal('phone-missing', 400);
  throw new Refusal('phone-wrong', 400, { digits: read.digits });
}
