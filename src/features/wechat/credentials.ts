import type { House } from '../../kit/house.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { type Credential, type WeChat, WeChatTrouble } from './client.ts';
import { MARGIN_SECONDS, pauseAfter, tokenEnded } from './rules.ts';
import * as store from './store.ts';

const FETCHING_SECONDS = 15;
const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/**
 * access_token and jsapi_ticket, one of each for the whole installation, in the database and sealed. One process fetches; the others go
 * on with the one there is, which is good for some minutes more. With none at all they are told BUSY.
 */
export function credentials(house: House, wechat: WeChat) {
  const together = onePerKey();
  const token = (force: boolean) =>
    together(`accessToken ${force}`, () => held(house, wechat, 'accessToken', () => wechat.accessToken(force), force));

  async function fetchTicket(): Promise<Credential> {
    try {
      return await wechat.jsapiTicket(await token(false));
    } catch (error) {
      // Another program of the account had it renewed: once more with a new one, and only once.
      if (!(error instanceof WeChatTrouble && tokenEnded(error.code))) throw error;
      return wechat.jsapiTicket(await token(true));
    }
  }
  return { ticket: (): Promise<string> => together('jsapiTicket', () => held(house, wechat, 'jsapiTicket', fetchTicket, false)) };
}

/** The one that is held, or a fresh one when it ends soon or is to be renewed (`force`). */
async function held(
  house: House,
  { appId }: WeChat,
  kind: store.CredentialKind,
  fetched: () => Promise<Credential>,
  force: boolean,
): Promise<string> {
  const now = house.clock.now();
  const row = await store.credentialOf(house.db, kind, appId);
  const good = !force && row?.sealed && row.endsAt && row.endsAt > now ? unseal(house.sealKey, row.sealed) : null;
  if (good !== null && row?.endsAt && row.endsAt > after(now, MARGIN_SECONDS)) return good;
  if (!(await store.claim(house.db, kind, appId, now, after(now, FETCHING_SECONDS)))) return good ?? busy();
  try {
    const { value, endsAt } = await fetched();
    await store.keep(house.db, { kind, appId, sealed: seal(house.sealKey, value), endsAt });
    return value;
  } catch (error) {
    // Compensates the claim; whoever waits is told, unless the old one still serves.
    const code = error instanceof WeChatTrouble ? error.code : '';
    // A token that ended is mended by its caller at once.
    await store.pause(house.db, kind, appId, tokenEnded(code) ? now : after(now, pauseAfter(code)));
    if (good !== null && error instanceof WeChatTrouble) return good;
    throw error;
  }
}

/** Those of one process wait for each other. */
function onePerKey() {
  const underWay = new Map<string, Promise<string>>();
  return (key: string, work: () => Promise<string>): Promise<string> => {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const begun = work().finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
const busy = (): never => {
  throw new WeChatTrouble('BUSY');
};
