import { type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import { beginTrip, seeTrip, type Trip, takeTrip } from '../../kit/trips.ts';
import { requireStepUp } from '../factors/index.ts';
import {
  accountChanged,
  bindElsewhere,
  boundSince,
  type Entered,
  type Entry,
  endLoginsBy,
  enter,
  loginBegan,
  personByPhone,
  personFromElsewhere,
  safeNext,
  unbindElsewhere,
} from '../people/index.ts';
import { type Directory, DirectoryTrouble, type Named, newSecrets, type Secrets } from './client.ts';
import { FRESH_MINUTES, SEEN_MINUTES } from './rules.ts';

export interface Means {
  /** null: OIDC_ISSUER is not set, and nothing of it appears. */
  readonly directory: Directory | null;
  readonly publicUrl: string;
  readonly entry: Entry;
}
export interface Out {
  readonly to: string;
  readonly trip: Trip;
}
/** Who comes back: where they wanted to go, and what proves it is them. */
export interface Arrived {
  readonly next: string;
  readonly purpose: string;
  readonly state: string;
  readonly secrets: Secrets;
}
export type Back =
  | { readonly kind: 'entered'; readonly entered: Entered }
  | { readonly kind: 'on'; readonly next: string }
  | { readonly kind: 'unknown'; readonly seen: Trip; readonly next: string };

const OUT = 'directory';
const SEEN = 'directory.seen';
const nameOf = ({ issuer, subject }: Pick<Named, 'issuer' | 'subject'>) => [issuer, subject];

export const directoryActions = (house: House, means: Means) => ({
  isOn: means.directory !== null,
  ...travelling(house, means),
  ...linking(house, means),
});
export type DirectoryActions = ReturnType<typeof directoryActions>;

function on({ directory }: Means): Directory {
  if (!directory) throw new Refusal('directory-off', 409);
  return directory;
}
const seenBy = (call: Call, state: string) => ({ kind: SEEN, state, mark: call.trip ?? null, now: call.now });

/** Out to the directory and back again. */
const travelling = (house: House, means: Means) => ({
  async out(call: Call, { next, purpose }: { next: string; purpose: 'enter' | 'link' }): Promise<Out> {
    const secrets = newSecrets();
    const data = { next, purpose, login: call.person?.loginId ?? '', nonce: secrets.nonce, verifier: secrets.verifier };
    const trip = await beginTrip(house, { kind: OUT, data, mark: call.trip ?? null, now: call.now });
    const to = await asked(house, () => on(means).out({ back: `${means.publicUrl}/sso/back`, state: trip.state, secrets }));
    return { to, trip };
  },
  /** The trip is over with this, whatever comes of it: state, nonce and verifier serve once. */
  async arrive(call: Call, state = ''): Promise<Arrived> {
    on(means);
    const trip = await takeTrip(house, { kind: OUT, state, mark: call.trip ?? null, now: call.now });
    if (!trip || (trip['purpose'] === 'link' && trip['login'] !== call.person?.loginId)) throw new Refusal('directory-trip-over', 403);
    const secrets = { nonce: trip['nonce'] ?? '', verifier: trip['verifier'] ?? '' };
    return { next: safeNext(trip['next'], '/'), purpose: trip['purpose'] ?? 'enter', state, secrets };
  },
  async back(call: Call, query: Readonly<Record<string, string>>, { next, purpose, state, secrets }: Arrived): Promise<Back> {
    const arrived = new URL(`${means.publicUrl}/sso/back?${new URLSearchParams(query)}`);
    const named = await asked(house, () => on(means).named(arrived, { state, secrets }));
    if (purpose === 'enter' && call.person) return { kind: 'on', next };
    const holder = await personFromElsewhere(house, 'directory', nameOf(named));
    if (purpose === 'link' && holder?.personId === call.person?.id) return { kind: 'on', next };
    if (purpose === 'enter') {
      const entered = await entering(house, means, call, { named, next, holder });
      if (entered) return { kind: 'entered', entered };
    }
    const data = { issuer: named.issuer, subject: named.subject };
    const mark = call.trip ?? null;
    return { kind: 'unknown', seen: await beginTrip(house, { kind: SEEN, data, mark, now: call.now, minutes: SEEN_MINUTES }), next };
  },
});

/** 关联: whoever is signed in here says that the directory's account is theirs too; nobody says it for them. */
const linking = (house: House, means: Means) => ({
  async offered(call: Signed, seen: string): Promise<boolean> {
    on(means);
    return (await seeTrip(house, seenBy(call, seen))) !== null;
  },
  /** From now on the directory's word lets this person in. */
  async link(call: Signed, seen: string): Promise<void> {
    on(means);
    if (call.person.roles.some(({ role }) => role === 'unitClerk')) throw new Refusal('directory-not-for-links', 409);
    const began = await loginBegan(house.db, call.person.loginId);
    if (!began || call.now.getTime() - began.getTime() > FRESH_MINUTES * 60_000) await requireStepUp(call, house);
    await change(house, call, async (tx, ledger) => {
      const trip = await takeTrip(house, seenBy(call, seen), tx);
      if (!trip?.['issuer'] || !trip['subject']) throw new Refusal('directory-trip-over', 403);
      await bind(tx, ledger, house, {
        personId: call.person.id,
        named: { issuer: trip['issuer'], subject: trip['subject'] },
        now: call.now,
      });
    });
  },
  async unlink(call: Signed): Promise<void> {
    const ended = await change(house, call, async (tx, ledger) => {
      if (!(await unbindElsewhere(tx, call.person.id, 'directory'))) return [];
      ledger.step({ thingKind: 'person', thingId: call.person.id, command: 'unlinkDirectory', from: 'linked', to: 'unlinked' });
      await accountChanged(tx, ledger, { personId: call.person.id, what: 'directoryOff', by: 'self', now: call.now });
      return endLoginsBy(tx, call.person.id, 'directory', call.person.loginId);
    });
    means.entry.ended(ended);
  },
  linkedSince: (call: Signed): Promise<Date | null> => boundSince(house.db, call.person.id, 'directory'),
});

interface Known {
  readonly named: Named;
  readonly next: string;
  readonly holder: { readonly personId: string; readonly disabled: boolean } | null;
}
/** By the link; else by the mobile that the directory proved, which links them. Never by a name or an e-mail. */
async function entering(house: House, { entry }: Means, call: Call, { named, next, holder }: Known): Promise<Entered | null> {
  if (holder?.disabled) throw new Refusal('directory-shut-out', 403);
  const byPhone = !holder && named.mobile !== null ? await personByPhone(house.db, house, named.mobile) : null;
  if (byPhone?.disabled) throw new Refusal('directory-shut-out', 403);
  const personId = holder?.personId ?? byPhone?.id;
  if (personId === undefined) return null;
  return change(house, call, async (tx, ledger) => {
    ledger.actedBy(personId);
    if (!holder) await bind(tx, ledger, house, { personId, named, now: call.now });
    return enter(tx, entry, call, { personId, means: 'directory', next });
  });
}
type Linked = { readonly personId: string; readonly named: Pick<Named, 'issuer' | 'subject'>; readonly now: Date };
/** A link leaves a step, and its owner is told: whoever made it had the account at hand. */
async function bind(tx: Tx, ledger: Ledger, house: House, { personId, named, now }: Linked): Promise<void> {
  if (!(await bindElsewhere(tx, house, { personId, kind: 'directory', name: nameOf(named), now }))) return;
  ledger.step({ thingKind: 'person', thingId: personId, command: 'linkDirectory', from: null, to: 'linked' });
  await accountChanged(tx, ledger, { personId, what: 'directoryOn', by: 'self', now });
}

async function asked<T>(house: House, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DirectoryTrouble)) throw error;
    house.log.warn({ directory: error.code, kind: error.kind }, 'single sign-on did not work');
    if (error.kind === 'refused') throw new Refusal('directory-refused', 403);
    throw new Refusal(`directory-${error.kind}`, 503, { seconds: 60 });
  }
}
