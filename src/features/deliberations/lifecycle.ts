import { lifecycle } from '../../kit/lifecycle.ts';

/** A topic's own states. What comes after closing (collation, meeting, answers) are dated parts, not states. */
export const topic = lifecycle({
  states: ['draft', 'announced', 'open', 'closed', 'withdrawn'],
  initial: ['draft'],
  final: ['withdrawn'],
  commands: {
    announce: { from: ['draft'], to: 'announced', by: ['editor'], fact: 'topic.announced', starts: 'topic.open' },
    open: {
      from: ['announced'],
      to: 'open',
      by: ['editor', 'system'],
      when: 'posting window began',
      fact: 'topic.opened',
      starts: 'topic.close',
    },
    close: { from: ['open'], to: 'closed', by: ['editor', 'system'], when: 'posting window ended', fact: 'topic.closed' },
    // A later end of the window is a change of dates; a closed topic opens again only by one.
    extend: { from: ['closed'], to: 'open', by: ['editor'], when: 'posting window was moved', fact: 'topic.opened', starts: 'topic.close' },
    withdraw: { from: ['draft', 'announced', 'open', 'closed'], to: 'withdrawn', by: ['editor'], needs: ['why'], fact: 'topic.withdrawn' },
  },
});

/** A post or reply, from writing to reading. `previous` is where an undone act came from. */
export const post = lifecycle({
  states: ['pending', 'published', 'held', 'refused', 'withdrawn'],
  initial: ['pending', 'published'],
  final: [],
  commands: {
    accept: { from: ['pending', 'held', 'refused'], to: 'published', by: ['moderator'], fact: 'post.published' },
    refuse: { from: ['pending', 'held', 'published'], to: 'refused', by: ['moderator'], needs: ['reason'], fact: 'post.refused' },
    hold: { from: ['pending'], to: 'held', by: ['moderator'], fact: 'post.held' },
    // The moderator takes a decision back before its author was told.
    reopen: { from: ['published', 'refused', 'held'], to: 'pending', by: ['moderator'], fact: 'post.reopened' },
    withdraw: { from: ['pending', 'published', 'held'], to: 'withdrawn', by: ['author'], fact: 'post.withdrawn' },
    restore: { from: ['withdrawn'], to: 'previous', by: ['author'], when: 'within a minute', fact: 'post.restored' },
  },
});
export type PostCommand = keyof typeof post.commands;
