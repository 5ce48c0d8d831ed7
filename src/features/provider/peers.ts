import { type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { digest, newId, newSecret } from '../../kit/ids.ts';
import { next, offered } from '../../kit/lifecycle.ts';
import { allow, bodiesOf, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { requireStepUp } from '../factors/index.ts';
import { nameFault, normalName } from '../people/index.ts';
import {
  approvePeer,
  askPeer,
  endPeer,
  listPeerOwners,
  listPeers,
  type peerEnds,
  refusePeer,
  renewPeerSecret,
  withdrawPeer,
} from './contract.ts';
import { ensureKey } from './keys.ts';
import { peer as life, type PeerCommand } from './lifecycle.ts';
import { addressFault, refuseClassified } from './rules.ts';
import * as store from './store.ts';

const PAGE = 50;
type Said = { readonly id: string; readonly why: string };
interface Asked {
  readonly committeeId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly redirectUri: string;
  readonly why: string;
}

/** 对等平台, as administrators look after them. */
export const peerActions = (house: House, publicUrl: string) => ({
  async list(call: Signed, { after }: { after?: string }) {
    allow(call.person, listPeers.by, {}, true);
    const from = after !== undefined && /^[0-9a-f-]{36}$/.test(after) ? after : null;
    const rows = await store.peers(house.db, { bodies: bodiesOf(call.person, listPeers.by), after: from, limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    return { rows: shown.map((row) => view(call, row)), next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  },
  async owners(call: Signed) {
    allow(call.person, listPeerOwners.by, {}, true);
    return { rows: await store.owners(house.db, bodiesOf(call.person, listPeerOwners.by)) };
  },

  /** 申请接入: nobody enters by it. */
  async ask(call: Signed, asked: Asked) {
    allow(call.person, askPeer.by, { bodyId: asked.committeeId });
    await requireStepUp(call, house);
    refuseClassified(asked.why, asked.name);
    const owners = await store.owners(house.db, [asked.committeeId]);
    if (!owners.some(({ id }) => id === asked.ownerId)) throw new Refusal('unknown-owner', 409);
    const name = normalName(asked.name);
    if (nameFault(name)) throw new Refusal('peer-name-refused', 409);
    const fault = addressFault(asked.redirectUri, publicUrl);
    if (fault) throw new Refusal(fault, 409);
    return change(house, call, async (tx, ledger) => {
      const id = newId();
      const { committeeId: bodyId, ownerId, redirectUri } = asked;
      await store.insertPeer(tx, { id, bodyId, ownerId, name, redirectUri, why: asked.why.trim(), by: call.person.id, now: call.now });
      ledger.step({ thingKind: 'peer', thingId: id, command: 'ask', from: null, to: 'asked', why: asked.why.trim() });
      ledger.record('peer.asked', { peer: id, committee: bodyId, owner: ownerId });
      return { id };
    });
  },
  /** 同意接入: not by who asked. */
  async approve(call: Signed, { id, why }: Said) {
    const peer = await visible(house.db, call, id, approvePeer.by);
    await requireStepUp(call, house);
    const to = decidable(call, peer, 'approve', why);
    return change(house, call, async (tx, ledger) => {
      if (!(await store.approve(tx, id, { by: call.person.id, why: why.trim(), now: call.now })))
        throw new Refusal('changed-meanwhile', 409);
      await ensureKey(tx, house, call.now);
      tell(ledger, peer, 'approve', to, why);
      return { state: to };
    });
  },
  async refuse(call: Signed, { id, why }: Said) {
    const peer = await visible(house.db, call, id, refusePeer.by);
    decidable(call, peer, 'refuse', why);
    return over(house, call, peer, { command: 'refuse', how: 'refused', why });
  },
  async withdraw(call: Signed, { id, why }: Said) {
    return over(house, call, await visible(house.db, call, id, withdrawPeer.by), { command: 'withdraw', how: 'withdrawn', why });
  },
  /** 停用: without a second proof; what must be stopped is stopped. */
  async end(call: Signed, { id, why }: Said) {
    return over(house, call, await visible(house.db, call, id, endPeer.by), { command: 'end', how: 'ended', why });
  },
  async renewSecret(call: Signed, { id }: { id: string }) {
    const peer = await visible(house.db, call, id, renewPeerSecret.by);
    await requireStepUp(call, house);
    const to = next(life, 'renewSecret', peer.state);
    const secret = newSecret();
    await change(house, call, async (tx, ledger) => {
      if (!(await store.setSecret(tx, id, digest(secret), call.now))) throw new Refusal('changed-meanwhile', 409);
      tell(ledger, peer, 'renewSecret', to);
    });
    return { issuer: publicUrl, clientId: id, secret };
  },
});
export type PeerActions = ReturnType<typeof peerActions>;

async function visible(db: Db, call: Signed, id: string, by: readonly string[]): Promise<store.Peer> {
  const peer = await store.peerOf(db, id);
  if (!peer) throw unknown('thing');
  allow(call.person, by, { bodyId: peer.bodyId });
  return peer;
}
function decidable(call: Signed, peer: store.Peer, command: PeerCommand, why: string) {
  const to = next(life, command, peer.state);
  refuseClassified(why);
  if (isAsker(call, peer)) throw new Refusal('about-yourself', 403);
  return to;
}
const isAsker = (call: Signed, { askedBy }: Pick<store.Peer, 'askedBy'>): boolean => may(call.person, ['author'], { authorId: askedBy });

async function over(
  house: House,
  call: Signed,
  peer: store.Peer,
  { command, how, why }: { command: PeerCommand; how: (typeof peerEnds)[number]; why: string },
) {
  const to = next(life, command, peer.state);
  refuseClassified(why);
  return change(house, call, async (tx, ledger) => {
    if (!(await store.end(tx, peer.id, { from: peer.state, how, by: call.person.id, why: why.trim(), now: call.now })))
      throw new Refusal('changed-meanwhile', 409);
    tell(ledger, peer, command, to, why);
    return { state: to };
  });
}
function tell(ledger: Ledger, peer: store.Peer, command: PeerCommand, to: string, why?: string): void {
  ledger.step({ thingKind: 'peer', thingId: peer.id, command, from: peer.state, to, ...(why !== undefined && { why: why.trim() }) });
  ledger.record(life.commands[command].fact, { peer: peer.id, committee: peer.bodyId, from: peer.state, to });
}

const rows: Readonly<Record<PeerCommand, { readonly by: readonly string[] }>> = {
  approve: approvePeer,
  refuse: refusePeer,
  withdraw: withdrawPeer,
  renewSecret: renewPeerSecret,
  end: endPeer,
};
function view(call: Signed & Call, p: store.ListedPeer) {
  const offers = offered(life, p.state).filter(
    (command) =>
      may(call.person, rows[command].by, { bodyId: p.bodyId }) && !(isAsker(call, p) && (command === 'approve' || command === 'refuse')),
  );
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    id: p.id,
    name: p.name,
    owner: p.owner,
    redirectUri: p.redirectUri,
    state: p.state,
    why: p.why,
    askedAt: p.askedAt.toISOString(),
    askedBy: p.askedByName,
    decidedAt: at(p.decidedAt),
    decidedBy: p.decidedByName,
    decidedWhy: p.decidedWhy,
    endedHow: p.endedHow,
    endedAt: at(p.endedAt),
    endedBy: p.endedByName,
    endedWhy: p.endedWhy,
    secretAt: at(p.secretAt),
    people: p.people,
    offers,
  };
}
