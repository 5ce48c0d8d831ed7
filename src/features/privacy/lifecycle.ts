import { lifecycle } from '../../kit/lifecycle.ts';

/** 注销申请: a netizen's is carried out after a day unless taken back; a member's is answered by the liaison. */
export const erasureRequest = lifecycle({
  states: ['waiting', 'cancelled', 'refused', 'done'],
  initial: ['waiting'],
  final: ['cancelled', 'refused', 'done'],
  commands: {
    cancel: { from: ['waiting'], to: 'cancelled', by: ['author'], fact: 'erasure.cancelled' },
    refuse: { from: ['waiting'], to: 'refused', by: ['liaison'], needs: ['answer'], fact: 'erasure.refused' },
    carryOut: {
      from: ['waiting'],
      to: 'done',
      by: ['author', 'liaison', 'system'],
      when: 'a day has passed, or the login proved itself, or the liaison agreed',
      fact: 'person.erased',
    },
  },
});
export type RequestState = (typeof erasureRequest.states)[number];
