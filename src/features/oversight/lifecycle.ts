import { lifecycle } from '../../kit/lifecycle.ts';
import { grantStates } from './contract.ts';

/** 授权: two people give, one takes; whoever it is about does neither. */
export const grant = lifecycle({
  states: grantStates,
  initial: ['requested'],
  final: ['refused', 'withdrawn', 'revoked', 'expired'],
  commands: {
    approve: {
      from: ['requested'],
      to: 'approved',
      by: ['securityAdmin'],
      needs: ['why'],
      when: 'not about oneself',
      fact: 'grant.approved',
      starts: 'grant.ends',
    },
    refuse: { from: ['requested'], to: 'refused', by: ['securityAdmin'], needs: ['why'], when: 'not about oneself', fact: 'grant.refused' },
    withdraw: { from: ['requested'], to: 'withdrawn', by: ['systemAdmin'], needs: ['why'], fact: 'grant.withdrawn' },
    revoke: {
      from: ['approved'],
      to: 'revoked',
      by: ['systemAdmin', 'securityAdmin'],
      needs: ['why'],
      when: 'not about oneself',
      fact: 'grant.revoked',
    },
    expire: { from: ['approved'], to: 'expired', by: ['system'], fact: 'grant.expired' },
  },
});
export type GrantCommand = keyof typeof grant.commands;
