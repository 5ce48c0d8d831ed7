import { lifecycle } from '../../kit/lifecycle.ts';
import { readingStates } from './contract.ts';

/** One version of one thing, from arrival to the last word about it. */
export const reading = lifecycle({
  states: readingStates,
  initial: ['waiting'],
  final: ['upheld'],
  commands: {
    accept: { from: ['waiting', 'held'], to: 'accepted', by: ['moderator'], fact: 'moderation.decided' },
    refuse: { from: ['waiting', 'held'], to: 'refused', by: ['moderator'], needs: ['reason'], fact: 'moderation.decided' },
    hold: { from: ['waiting'], to: 'held', by: ['moderator'], fact: 'moderation.decided' },
    // Read anew and refused in one act: the acceptance stands as it was, a later round beside it is refused.
    takeDown: {
      from: ['accepted'],
      to: 'accepted',
      by: ['moderator'],
      needs: ['reason'],
      when: 'readers see this version',
      fact: 'moderation.decided',
    },
    undo: {
      from: ['accepted', 'refused', 'held'],
      to: 'previous',
      by: ['moderator'],
      when: 'own act, within a minute',
      fact: 'moderation.undone',
    },
    // The thing's own feature says what its author did, and records that fact.
    withdraw: { from: ['waiting', 'held', 'appealed'], to: 'withdrawn', by: ['author'], fact: 'post.withdrawn' },
    restore: { from: ['withdrawn'], to: 'previous', by: ['author'], fact: 'post.restored' },
    appeal: {
      from: ['refused'],
      to: 'appealed',
      by: ['author'],
      needs: ['words'],
      when: 'once, within seven days',
      fact: 'moderation.appealed',
    },
    uphold: { from: ['appealed'], to: 'upheld', by: ['moderator'], when: 'refused by another', fact: 'moderation.appealDecided' },
    grant: { from: ['appealed'], to: 'accepted', by: ['moderator'], when: 'refused by another', fact: 'moderation.appealDecided' },
  },
});
export type ReadingCommand = keyof typeof reading.commands;
