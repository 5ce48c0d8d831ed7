import { lifecycle } from '../../kit/lifecycle.ts';
import { peerStates } from './contract.ts';

/** 对等平台: two people let it in, one ends it. */
export const peer = lifecycle({
  states: peerStates,
  initial: ['asked'],
  final: ['ended'],
  commands: {
    approve: { from: ['asked'], to: 'running', by: ['securityAdmin'], needs: ['why'], when: 'not who asked', fact: 'peer.approved' },
    refuse: { from: ['asked'], to: 'ended', by: ['securityAdmin'], needs: ['why'], when: 'not who asked', fact: 'peer.refused' },
    withdraw: { from: ['asked'], to: 'ended', by: ['systemAdmin'], needs: ['why'], fact: 'peer.withdrawn' },
    renewSecret: { from: ['running'], to: 'running', by: ['systemAdmin'], fact: 'peer.secretRenewed' },
    end: { from: ['running'], to: 'ended', by: ['systemAdmin', 'securityAdmin'], needs: ['why'], fact: 'peer.ended' },
  },
});
export type PeerCommand = keyof typeof peer.commands;
