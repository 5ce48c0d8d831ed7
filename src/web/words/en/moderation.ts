import type * as zh from '../zh/moderation.ts';

export const moderation: typeof zh.moderation = {
  reasons: {
    othersData: 'Holds somebody’s phone number, address or the like',
    offTopic: 'Off topic',
    advertising: 'Advertising',
    insult: 'Insult or personal attack',
    unfounded: 'Accusation without grounds',
    duplicate: 'Posted before',
    personalMatter: 'A personal matter, for the petitions office',
    confidential: 'Confidential or not fit to be public',
    other: 'Other: say what',
  },
  told: {
    othersData: 'It holds somebody’s phone number, address or the like: remove that and post again',
    offTopic: 'It does not belong to this topic: post it where it does',
    advertising: 'It advertises something',
    insult: 'It insults or attacks somebody: remove that and post again',
    unfounded: 'It accuses without grounds: add them and post again',
    duplicate: 'The same was posted before',
    personalMatter: 'It is a personal matter: please turn to the petitions office',
    confidential: 'It is confidential or not fit to be public',
    other: 'See the moderator’s words',
  },
};
