import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { House } from '../../kit/house.ts';
import { digest } from '../../kit/ids.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { clientOf } from './store.ts';
import * as store from './token-store.ts';

/** What the library has to throw when a code or token is over: its own error for it. */
type Over = (said: string) => Error;
const nothing = async (): Promise<undefined> => undefined;
const none: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

/**
 * What the library keeps, in our tables: by digest, sealed, until a time of the house's clock. It keeps no session of its own (the
 * house's login is the only one), and what else it knows to keep (refresh tokens, devices …) is not there.
 */
export const adapterFor =
  (house: House, over: Over) =>
  (name: string): Adapter => {
    if (name === 'Client') return clients(house);
    if (name === 'Interaction') return asks(house);
    if (name === 'Grant') return grants(house);
    if (name === 'AuthorizationCode' || name === 'AccessToken') return tokens(house, name, over);
    return none;
  };

const held = ({ sealKey }: House, payload: AdapterPayload): Buffer => seal(sealKey, JSON.stringify(payload));
function opened({ sealKey }: House, row: store.Held | null): AdapterPayload | undefined {
  if (!row) return undefined;
  const payload: AdapterPayload = JSON.parse(unseal(sealKey, row.sealed));
  return row.usedAt ? { ...payload, consumed: Math.floor(row.usedAt.getTime() / 1000) } : payload;
}
const endOf = ({ clock }: House, seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A peer that runs and has its secret. The library is given the secret's digest and compares by it (issuer.ts). */
const clients = (house: House): Adapter => ({
  ...none,
  async find(id) {
    const peer = isId(id) ? await clientOf(house.db, id) : null;
    if (!peer) return undefined;
    return {
      client_id: peer.id,
      client_name: peer.name,
      client_secret: peer.secret.toString('hex'),
      redirect_uris: [peer.redirectUri],
      response_types: ['code'],
      response_modes: ['query'],
      grant_types: ['authorization_code'],
      subject_type: 'pairwise',
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
      require_auth_time: true,
    };
  },
});
const asks = (house: House): Adapter => ({
  ...none,
  upsert: (id, payload, seconds = 0) =>
    store.putAsk(house.db, { id: digest(id), sealed: held(house, payload), endsAt: endOf(house, seconds) }),
  find: async (id) => opened(house, await store.askOf(house.db, digest(id), house.clock.now())),
  destroy: (id) => store.deleteAsk(house.db, digest(id)),
});
const grants = (house: House): Adapter => ({
  ...none,
  async upsert(id, payload, seconds = 0) {
    const { clientId = '', accountId = '' } = payload;
    const row = { id: digest(id), sealed: held(house, payload), endsAt: endOf(house, seconds) };
    await store.insertGrant(house.db, { ...row, peerId: clientId, personId: accountId ?? '' });
  },
  find: async (id) => opened(house, await store.grantOf(house.db, digest(id), house.clock.now())),
  destroy: (id) => store.deleteGrant(house.db, digest(id)),
});
const tokens = (house: House, kind: store.TokenKind, over: Over): Adapter => ({
  ...none,
  async upsert(id, payload, seconds = 0) {
    const row = {
      kind,
      id: digest(id),
      grantId: digest(payload.grantId ?? ''),
      sealed: held(house, payload),
      endsAt: endOf(house, seconds),
    };
    if (!(await store.insertToken(house.db, row))) throw over('the grant is gone');
  },
  find: async (id) => opened(house, await store.tokenOf(house.db, kind, digest(id), house.clock.now())),
  // The library looked whether it was used; of two that looked at once the second takes along what the first got.
  async consume(id) {
    if (await store.spendToken(house.db, kind, digest(id), house.clock.now())) return;
    await store.deleteGrantOf(house.db, kind, digest(id));
    throw over('used already');
  },
  destroy: (id) => store.deleteToken(house.db, kind, digest(id)),
  revokeByGrantId: (grantId) => store.deleteGrant(house.db, digest(grantId)),
});
