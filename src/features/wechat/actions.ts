import { type Call, change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { newSecret } from '../../kit/ids.ts';
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
  personFromElsewhere,
  safeNext,
  unbindElsewhere,
} from '../people/index.ts';
import { type WeChat, WeChatTrouble } from './client.ts';
import { credentials } from './credentials.ts';
import { FRESH_MINUTES, meaningOf, ownPage, SEEN_MINUTES } from './rules.ts';
import { signatureOf } from './signing.ts';

export interface Means {
  /** null: WECHAT_APP_ID is not set, and nothing of WeChat appears. */
  readonly wechat: WeChat | null;
  readonly publicUrl: string;
  readonly entry: Entry;
  /** Told of each trouble, for the operator's page; null when it went well. */
  readonly noted: (code: string | null) => void;
}
/** Out to WeChat: where to, and what the browser keeps meanwhile. */
export interface Out {
  readonly to: string;
  readonly trip: Trip;
}
/** Back from WeChat: in; on to where they were; or known to nobody here, and offered to be bound once they signed in. */
export type Back =
  | { readonly kind: 'entered'; readonly entered: Entered }
  | { readonly kind: 'on'; readonly next: string }
  | { readonly kind: 'unknown'; readonly seen: Trip; readonly next: string };

const OUT = 'wechat';
const SEEN = 'wechat.seen';

export const weChatActions = (house: House, means: Means) => ({
  isOn: means.wechat !== null,
  ...roundTrip(house, means),
  ...binding(house, means),
  ...pageSigning(house, means),
});
export type WeChatActions = ReturnType<typeof weChatActions>;

function onOf({ wechat }: Means): WeChat {
  if (!wechat) throw new Refusal('wechat-off', 409);
  return wechat;
}
const nameOf = (means: Means, openid: string) => [onOf(means).appId, openid];

/** Out to WeChat and back within one browser, and what somebody who came back is. */
const roundTrip = (house: House, means: Means) => ({
  /** Sends a phone to WeChat; it comes back within the same browser or not at all. */
  async out(call: Call, { next, purpose }: { next: string; purpose: 'enter' | 'bind' }): Promise<Out> {
    const { authorizeUrl } = onOf(means);
    const data = { next, purpose, login: call.person?.loginId ?? '' };
    const trip = await beginTrip(house, { kind: OUT, data, mark: call.trip ?? null, now: call.now });
    return { to: authorizeUrl(`${means.publicUrl}/wechat/back`, trip.state), trip };
  },

  /** Where the phone wanted to go; the trip is over with this, whatever comes of it. */
  async arrive(call: Call, state: string | undefined): Promise<{ next: string; purpose: string }> {
    onOf(means);
    const trip = await takeTrip(house, { kind: OUT, state: state ?? '', mark: call.trip ?? null, now: call.now });
    // Begun by one login and ended by another: somebody else's phone.
    if (!trip || (trip['purpose'] === 'bind' && trip['login'] !== call.person?.loginId)) throw new Refusal('wechat-trip-over', 403);
    return { next: safeNext(trip['next'], '/mine'), purpose: trip['purpose'] ?? 'enter' };
  },
  async back(call: Call, { code, next, purpose }: { code: string; next: string; purpose: string }): Promise<Back> {
    if (purpose === 'enter' && call.person) return { kind: 'on', next };
    const openid = await asked(house, means, () => onOf(means).openidOf(code));
    const holder = await personFromElsewhere(house, 'wechat', nameOf(means, openid));
    if (purpose === 'bind' && holder?.personId === call.person?.id) return { kind: 'on', next };
    if (purpose === 'enter' && holder && !holder.disabled) {
      const { personId } = holder;
      const entered = await change(house, call, async (tx, ledger) => {
        ledger.actedBy(personId);
        return enter(tx, means.entry, call, { personId, means: 'wechat', next });
      });
      return { kind: 'entered', entered };
    }
    const seen = await beginTrip(house, { kind: SEEN, data: { openid }, mark: call.trip ?? null, now: call.now, minutes: SEEN_MINUTES });
    return { kind: 'unknown', seen, next };
  },
});

/** From now on a WeChat lets its person in, or no longer. */
const binding = (house: House, means: Means) => ({
  /** Whether the WeChat that somebody came with may still be bound. */
  async offered(call: Signed, seen: string): Promise<boolean> {
    onOf(means);
    return (await seeTrip(house, { kind: SEEN, state: seen, mark: call.trip ?? null, now: call.now })) !== null;
  },
  /** From now on this WeChat lets this person in. */
  async bind(call: Signed, seen: string): Promise<void> {
    onOf(means);
    // A unit's link is somebody's only way in, and ends with the link.
    if (call.person.roles.some(({ role }) => role === 'unitClerk')) throw new Refusal('wechat-not-for-links', 409);
    const began = await loginBegan(house.db, call.person.loginId);
    if (!began || call.now.getTime() - began.getTime() > FRESH_MINUTES * 60_000) await requireStepUp(call, house);
    await change(house, call, async (tx, ledger) => {
      const trip = await takeTrip(house, { kind: SEEN, state: seen, mark: call.trip ?? null, now: call.now }, tx);
      if (!trip?.['openid']) throw new Refusal('wechat-trip-over', 403);
      await bindElsewhere(tx, house, { personId: call.person.id, kind: 'wechat', name: nameOf(means, trip['openid']), now: call.now });
      ledger.step({ thingKind: 'person', thingId: call.person.id, command: 'bindWeChat', from: null, to: 'bound' });
      await accountChanged(tx, ledger, { personId: call.person.id, what: 'wechatOn', by: 'self', now: call.now });
    });
  },
  /** Whoever came in by it goes out with it; this device stays. */
  async unbind(call: Signed): Promise<void> {
    const ended = await change(house, call, async (tx, ledger) => {
      if (!(await unbindElsewhere(tx, call.person.id, 'wechat'))) return [];
      ledger.step({ thingKind: 'person', thingId: call.person.id, command: 'unbindWeChat', from: 'bound', to: 'unbound' });
      await accountChanged(tx, ledger, { personId: call.person.id, what: 'wechatOff', by: 'self', now: call.now });
      return endLoginsBy(tx, call.person.id, 'wechat', call.person.loginId);
    });
    means.entry.ended(ended);
  },
  boundSince: (call: Signed): Promise<Date | null> => boundSince(house.db, call.person.id, 'wechat'),
});

/** Signs a page of ours, so that WeChat shares it with its own title and picture. */
function pageSigning(house: House, means: Means) {
  const shared = means.wechat && credentials(house, means.wechat);
  return {
    async signPage(call: Call, { url }: { url: string }) {
      const { appId } = onOf(means);
      const page = ownPage(url, means.publicUrl);
      if (page === null || !shared) throw new Refusal('wechat-foreign-page', 403);
      const ticket = await asked(house, means, () => shared.ticket());
      const [timestamp, nonce] = [Math.floor(call.now.getTime() / 1000), newSecret().slice(0, 16)];
      return { appId, timestamp, nonce, signature: signatureOf({ ticket, nonce, timestamp, url: page }) };
    },
  };
}

/** What WeChat would not do becomes a sentence; the operator reads the number. */
async function asked<T>(house: House, { noted }: Means, ask: () => Promise<T>): Promise<T> {
  try {
    const done = await ask();
    noted(null);
    return done;
  } catch (error) {
    if (!(error instanceof WeChatTrouble)) throw error;
    const { code } = error;
    const meaning = meaningOf(code);
    // A code that was used up is the phone's trouble, and one process fetching is none.
    if (meaning !== 'wechat-code-over' && meaning !== 'wechat-snapshot' && code !== 'BUSY') noted(code);
    house.log.warn({ wechat: code }, 'WeChat did not do it');
    if (meaning === 'wechat-code-over' || meaning === 'wechat-snapshot') throw new Refusal(meaning, 409);
    throw new Refusal(meaning, 503, { seconds: 60 });
  }
}
