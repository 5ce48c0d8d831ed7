import { lifecycle } from '../../kit/lifecycle.ts';

/** One chance to get in. It is redeemed once, ends by its date, or by a newer one. */
export const activation = lifecycle({
  states: ['open', 'used', 'voided', 'lapsed'],
  initial: ['open'],
  final: ['used', 'voided', 'lapsed'],
  commands: {
    redeem: { from: ['open'], to: 'used', by: ['anyone'], fact: 'activation.used' },
    // A newer one was made, the card was lost, or the person got in by another way.
    void: { from: ['open'], to: 'voided', by: ['liaison', 'system'], fact: 'activation.voided' },
    lapse: { from: ['open'], to: 'lapsed', by: ['system'], fact: 'activation.lapsed' },
  },
});

/** The personal link of a unit's clerk. */
export const unitLink = lifecycle({
  states: ['active', 'revoked'],
  initial: ['active'],
  final: ['revoked'],
  commands: {
    revoke: { from: ['active'], to: 'revoked', by: ['liaison', 'editor'], fact: 'unitLink.revoked' },
  },
});

/** A new phone for somebody who lost theirs. */
export const phoneRecovery = lifecycle({
  states: ['started', 'done', 'dropped', 'disputed'],
  initial: ['started'],
  final: ['dropped', 'disputed'],
  commands: {
    complete: { from: ['started'], to: 'done', by: ['liaison', 'systemAdmin'], fact: 'phoneRecovery.done' },
    drop: { from: ['started'], to: 'dropped', by: ['liaison', 'systemAdmin', 'system'], fact: 'phoneRecovery.dropped' },
    // 不是我: the old phone says so within a day.
    dispute: { from: ['done'], to: 'disputed', by: ['anyone'], when: 'withinADay', fact: 'phoneRecovery.disputed' },
  },
});
