import type { Provider } from 'oidc-provider';
import { change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { digest, newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seeTrip, takeTrip } from '../../kit/trips.ts';
import * as store from './consent-store.ts';
import { withdrawConsent } from './contract.ts';
import { ASK, type Issuer } from './issuer.ts';
import { ASK_SECONDS, covers, knownScopes, needsProof, provenAt, type Scope, strengthOf } from './rules.ts';
import { peerOf } from './store.ts';
import { bindGrant } from './token-store.ts';

/** Who asks for what, in whose browser. */
export interface Asked {
  readonly peer: { readonly id: string; readonly name: string; readonly owner: string; readonly origin: string };
  readonly scopes: readonly Scope[];
}
/** `prove`: who they are, anew, first. `ask`: to be agreed to. `agreed`: was, earlier; `onward` straight, for nothing came between. */
export type Stand =
  | { readonly kind: 'prove' }
  | { readonly kind: 'ask'; readonly asked: Asked }
  | { readonly kind: 'agreed'; readonly asked: Asked; readonly onward: boolean };

type Interaction = InstanceType<Provider['Interaction']>;
interface Open extends Asked {
  readonly interaction: Interaction;
  readonly provider: Provider;
  readonly login: store.LoginRow;
  readonly loginBefore: string;
  readonly askedAt: Date;
  readonly prompt: readonly string[];
  readonly maxAge: number | null;
}
const over = () => new Refusal('peer-ask-over', 403);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a peer asks a person for, and the answer. */
export const askingActions = (house: House, issuer: Issuer) => ({
  async see(call: Signed, ask: string): Promise<Stand> {
    const open = await opened(house, issuer, call, ask, false);
    if (needsProof(open, open.login, { askedAt: open.askedAt, now: call.now })) return { kind: 'prove' };
    const agreed = await store.consentTo(house.db, open.peer.id, call.person.id);
    if (!agreed || !covers(agreed.scopes, open.scopes) || open.prompt.includes('consent')) return { kind: 'ask', asked: open };
    // After a form (signing in) a browser follows redirects only within this site: then a link leads on.
    return { kind: 'agreed', asked: open, onward: open.loginBefore === call.person.loginId && provenAt(open.login) < open.askedAt };
  },
  /** @returns the way on, within this site. */
  async goOn(call: Signed, ask: string): Promise<string> {
    const open = await opened(house, issuer, call, ask, true);
    const agreed = await store.consentTo(house.db, open.peer.id, call.person.id);
    if (!agreed || !covers(agreed.scopes, open.scopes)) throw over();
    if (needsProof(open, open.login, { askedAt: open.askedAt, now: call.now })) throw over();
    return handOver(house, call, open);
  },
  async answer(call: Signed, { ask, answer }: { ask: string; answer: 'agree' | 'refuse' }): Promise<string> {
    const open = await opened(house, issuer, call, ask, true);
    if (answer === 'refuse') return refused(open);
    if (needsProof(open, open.login, { askedAt: open.askedAt, now: call.now })) throw over();
    await change(house, call, async (tx, ledger) => {
      const { peer, scopes } = open;
      await store.agree(tx, { id: newId(), peerId: peer.id, personId: call.person.id, scopes, now: call.now });
      const step = { thingKind: 'peerConsent', thingId: peer.id, command: 'agree', from: null, to: 'agreed' };
      ledger.step(step);
      ledger.record('peer.consented', { peer: peer.id, person: call.person.id, scopes: scopes.join(' ') });
    });
    return handOver(house, call, open);
  },
  consents: (call: Signed) => store.consentsOf(house.db, call.person.id),
  /** 收回同意: what the peer holds opens nothing any more. */
  async withdraw(call: Signed, { id }: { id: string }): Promise<void> {
    const consent = await store.consentOwner(house.db, id);
    if (!consent) throw unknown('thing');
    allow(call.person, withdrawConsent.by, { authorId: consent.personId });
    await change(house, call, async (tx, ledger) => {
      const { peerId, personId } = consent;
      if (!(await store.withdraw(tx, { id, peerId, personId, now: call.now }))) throw new Refusal('changed-meanwhile', 409);
      ledger.step({ thingKind: 'peerConsent', thingId: peerId, command: 'withdraw', from: 'agreed', to: 'withdrawn' });
      ledger.record('peer.consentWithdrawn', { peer: peerId, person: personId });
    });
  },
});
export type AskingActions = ReturnType<typeof askingActions>;

/** Bound to the browser it began in (kit/trips): nobody answers what somebody else was asked. `take`: it is answered once. */
async function opened(house: House, issuer: Issuer, call: Signed, ask: string, take: boolean): Promise<Open> {
  // Who comes by a unit's link has no account that another site could be told of.
  if (call.person.roles.some(({ role }) => role === 'unitClerk')) throw new Refusal('peer-not-for-links', 409);
  const trip = await (take ? takeTrip : seeTrip)(house, { kind: ASK, state: ask, mark: call.trip ?? null, now: call.now });
  const provider = await issuer.provider();
  const interaction = trip && provider ? await provider.Interaction.find(trip['uid'] ?? '') : undefined;
  if (!trip || !provider || !interaction) throw over();
  const { client_id, redirect_uri, scope, prompt, max_age } = interaction.params;
  const peer = await peerOf(house.db, text(client_id));
  const login = await store.loginOf(house.db, call.person.loginId);
  if (peer?.state !== 'running' || !login) throw over();
  return {
    peer: { id: peer.id, name: peer.name, owner: peer.owner, origin: new URL(text(redirect_uri)).origin },
    scopes: knownScopes(text(scope)),
    interaction,
    provider,
    login,
    loginBefore: trip['login'] ?? '',
    askedAt: new Date(trip['at'] ?? 0),
    prompt: text(prompt).split(' '),
    maxAge: max_age === undefined ? null : Number(max_age),
  };
}

/** The library makes the code of it; what is handed over lives no longer than this login. */
async function handOver(house: House, call: Signed, { provider, interaction, peer, scopes, login }: Open): Promise<string> {
  const grant = new provider.Grant({ accountId: call.person.id, clientId: peer.id });
  grant.addOIDCScope(scopes.join(' '));
  const grantId = await grant.save();
  await change(house, call, async (tx, ledger) => {
    await bindGrant(tx, digest(grantId), call.person.loginId);
    ledger.concerns(peer.id);
  });
  const ts = Math.floor(provenAt(login).getTime() / 1000);
  interaction.result = { login: { accountId: call.person.id, remember: false, ts, ...strengthOf(login.means) }, consent: { grantId } };
  await interaction.save(ASK_SECONDS);
  return new URL(interaction.returnTo).pathname;
}
async function refused({ interaction }: Open): Promise<string> {
  interaction.result = { error: 'access_denied', error_description: 'the person refused' };
  await interaction.save(ASK_SECONDS);
  return new URL(interaction.returnTo).pathname;
}
