import { type Route, signed } from '../../kit/serve.ts';
import * as contract from './contract.ts';
import type { PeerActions } from './peers.ts';

export const peerRoutes = (peers: PeerActions): Route[] => [
  signed(contract.listPeers, (call, input) => peers.list(call, input)),
  signed(contract.listPeerOwners, (call) => peers.owners(call)),
  signed(contract.askPeer, (call, input) => peers.ask(call, input)),
  signed(contract.approvePeer, (call, input) => peers.approve(call, input)),
  signed(contract.refusePeer, (call, input) => peers.refuse(call, input)),
  signed(contract.withdrawPeer, (call, input) => peers.withdraw(call, input)),
  signed(contract.endPeer, (call, input) => peers.end(call, input)),
  signed(contract.renewPeerSecret, (call, input) => peers.renewSecret(call, input)),
];
