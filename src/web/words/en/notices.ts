import type { notices as zh } from '../zh/notices.ts';
import { directory } from './directory.ts';
import { factors } from './factors.ts';
import { oversight } from './oversight.ts';

const dutyName = (duty: { duty: keyof typeof oversight.duties } | null): string => (duty ? oversight.duties[duty.duty] : 'staff');

export const notices: typeof zh = {
  title: 'Notices',
  filters: { name: 'Kinds of notices', all: 'All', replies: 'Replies to me', decisions: 'Decisions', account: 'Account and duties' },
  readAll: 'Mark all read',
  unread: 'Unread',
  empty: {
    title: 'No notices yet',
    text: 'Replies to you, and what becomes of your posts, will be shown here',
    act: 'See the open topics',
  },
  headline: ({ kind, toMine, from, duty, profile, account }) =>
    ({
      reply: from
        ? `${from.name}${from.kind === 'member' ? ' (member)' : ''} replied ${toMine ? 'to you' : 'below your post'}`
        : 'Somebody replied to your view',
      published: 'Your post was read and is public now',
      refused: 'One of your posts was not made public; you may appeal',
      changeAccepted: 'Your change was accepted: readers see the new text',
      changeRefused: 'Your change was refused: readers still see the earlier text',
      appealGranted: 'Your appeal was granted: your post is public',
      appealUpheld: 'Your appeal was looked at again: the refusal stands',
      dutyGranted: `You are ${dutyName(duty)} now: sign in anew to use the desk`,
      dutyEnded: duty?.expired ? `Your duty as ${dutyName(duty)} came to its end` : `Your duty as ${dutyName(duty)} was revoked`,
      profileAccepted: `Your change was taken over: ${profile ? directory.mine.fields[profile.field] : 'profile'}`,
      profileRefused: `Your change was not taken over: ${profile ? directory.mine.fields[profile.field] : 'profile'}`,
      accountChanged: account ? factors.changes.what[account.what] : 'Your account changed',
    })[kind],
  detail: ({ from, post, duty, profile, account }) => {
    if (account) return `${factors.changes.by(account)}. ${factors.changes.notMe(account)}`;
    if (profile) return profile.why === null ? '' : `Reason: ${profile.why}`;
    if (duty || !post) return duty?.committee ?? '';
    if (from) return post.excerpt === null ? 'This reply was withdrawn or is no longer public' : `“${post.excerpt}”`;
    return post.excerpt ?? '';
  },
  reason: (sentence) => `Reason: ${sentence}`,
  ownWords: (words) => `The moderator writes: ${words}`,
  appealUntil: (time) => `You may appeal until ${time}; another moderator will look at it`,
  mail: {
    subject: (site, sentence) => `[${site}] ${sentence}`,
    text: (sentence, link, stop) =>
      `Hello,

${sentence}. Open this link to read it (you will be asked to sign in):
${link}

This mail was written by a machine; please do not answer it.
To stop these mails, sign in and switch them off under “Mine → Mail”:
${stop}
`,
    sentences: {
      reply: 'Somebody replied to your view',
      replyBelow: 'There is a new reply below your post',
      published: 'Your post was read and is public now',
      refused: 'One of your posts was not made public; you may appeal',
      changeAccepted: 'Your change was accepted',
      changeRefused: 'Your change was refused',
      appealGranted: 'Your appeal was granted and your post is public',
      appealUpheld: 'Your appeal was looked at again and the refusal stands',
      dutyGranted: 'You were given a duty at the desk',
      dutyEnded: 'A duty of yours at the desk has ended',
      profileAccepted: 'A change of your profile was taken over',
      profileRefused: 'A change of your profile was not taken over',
      accountChanged: 'What opens your account changed. If it was not you, look now',
    },
    code: {
      subject: (site) => `[${site}] Your code`,
      text: (code) => `Hello,

Your code is ${code}. It is valid for 10 minutes and switches on mail notices.

If this was not you, ignore this mail. It was written by a machine; please do not answer it.
`,
    },
  },
};
