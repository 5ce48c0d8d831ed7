import { loginLife, personOfToken, touchLogin } from '../features/people/index.ts';
import { elapsed } from '../kit/clock.ts';
import type { House } from '../kit/house.ts';
import { digest } from '../kit/ids.ts';
import type { Person } from '../kit/may.ts';

export interface SignedIn extends Person {
  readonly name: string;
  readonly kind: 'member' | 'netizen' | 'staff';
  /** The version of the privacy notice that this person has not agreed to: until then they read and do not write. */
  readonly consentOwed: number | null;
}
// A revoked login must be refused within 2 s everywhere; this process forgets at once (`forget`).
const KEPT_MS = 1000;
const MOST = 20_000;

/** Who a cookie belongs to, kept for a second: signed-in reading costs no query of its own. */
export function loginCache(house: House) {
  const held = new Map<string, { until: number; person: SignedIn | null }>();
  return {
    async personOf(token: string, now: Date): Promise<SignedIn | null> {
      const key = digest(token).toString('base64');
      const known = held.get(key);
      if (known && known.until > elapsed()) return known.person;
      const row = await personOfToken(house.db, digest(token), now);
      const roles = row ? [...row.duties, ...row.memberOf.map((body) => ({ role: 'member', body }))] : [];
      const kind =
        row && row.duties.length > 0 ? ('staff' as const) : row && row.memberOf.length > 0 ? ('member' as const) : ('netizen' as const);
      const person = row ? { id: row.personId, loginId: row.loginId, name: row.name, kind, roles, consentOwed: row.consentOwed } : null;
      // Activity moves the idle end at most once a minute.
      if (row && now.getTime() - row.seenAt.getTime() > 60_000) {
        const { idle } = loginLife(
          row.duties.map(({ role }) => role),
          kind,
        );
        await touchLogin(house.db, row.loginId, now, new Date(now.getTime() + idle * 60_000));
      }
      if (held.size >= MOST) held.clear();
      // Who agrees goes on at once: as long as consent is owed nothing is kept.
      held.set(key, { until: person && person.consentOwed !== null ? 0 : elapsed() + KEPT_MS, person });
      return person;
    },
    forget(tokens: readonly Buffer[]): void {
      for (const token of tokens) held.delete(token.toString('base64'));
    },
    clear: () => held.clear(),
  };
}
export type LoginCache = ReturnType<typeof loginCache>;
