import type { access as zh } from '../zh/access.ts';

export const access: typeof zh = {
  back: 'Back',
  activate: {
    title: 'Open account',
    code: 'Activation code',
    codeHint: 'The 10 letters and digits on your card, in any case',
    next: 'Go on',
    noCard: 'No card? Ask the member liaison office of the committee.',
    whose: (committee) => `Member of ${committee}`,
    phone: 'Mobile number',
    phoneHint: 'You will sign in by it; it is not shown',
    listed: (phone) => `The code goes to the number on record, ${phone}`,
    getCode: 'Send me a code',
    notMine: 'Not your name? Stop here, and return the card to the committee.',
    otherPhone: 'Another number by now? Have the committee change it, then come back: this card stays good.',
    codeTitle: 'Enter the code',
    sms: 'Code',
    sent: (to) => `Sent to ${to}, good for 10 minutes`,
    consent: 'Before you enter, read the ',
    notice: 'privacy notice',
    agreeAndEnter: 'Agree and enter',
    enterOnly: 'Only look around',
    enter: 'Enter',
    again: 'Nothing came? Ask again',
  },
  unit: {
    title: 'Unit',
    lead: (committee) => `A personal link from ${committee} for the clerk of your unit`,
    phone: (phone) => `The code goes to ${phone}`,
    other: (committee) => `Not you, or another phone by now? Ask ${committee} to send it anew.`,
    strangerTitle: 'Come by the link in your text message',
    strangerSecond:
      'This page is for clerks of units who were sent a link. After 30 minutes without an act you are signed out; the link in the message lets you in again.',
    madeBy: (committee, name, when) => `Opened for you by ${name} of ${committee} on ${when}.`,
    until: (when) => `The link is good until ${when}`,
    help: (phone) => `Questions: ${phone}`,
    topics: 'Topics open for posts',
    noTopics: 'No topic is open for posts at the moment.',
    endsAt: (when) => `Posts until ${when}`,
    logins: 'Sign-ins',
    loginsSecond: 'See whether there is a device you do not know',
  },
  notMe: {
    title: 'Your sign-in phone was replaced',
    what: (name, committee, when) =>
      `${name}: on ${when} staff of ${committee} replaced your sign-in phone by another number, and every sign-in ended.`,
    mine: 'If that was you, there is nothing to do.',
    act: 'That was not me',
    afterwards: (until) => `The new phone stops at once, nobody can sign in, and another member of staff looks into it. Until ${until}.`,
    done: 'The new phone was stopped and every sign-in ended. Please come to the committee with your papers; another member of staff will help you.',
    help: (phone) => `For help call ${phone}`,
  },
  changes: {
    title: 'Changes of your sign-in phone',
    done: (when, committee, by, phone) => `${when}: ${by} of ${committee} replaced your sign-in phone by ${phone}`,
    disputed: (when) => `${when}: the phone before said that it was not you, and the new one was stopped`,
    help: (phone) => `Was that not you? Call ${phone} at once`,
  },
  card: {
    title: (committee) => `Activation cards of ${committee}`,
    file: (of, day) => `Activation cards ${of ?? 'all sectors'} ${day}.pdf`,
    committee: (name) => `${name} · activation card`,
    code: 'Activation code',
    steps: (address) => [
      'Scan the code with WeChat or your camera',
      'Press “Send me a code” and enter its 6 digits',
      `Without scanning: open ${address} and enter the code`,
    ],
    foot: (days, phone) => `Good for ${days} days, for you alone${phone === null ? '' : ` · help: ${phone}`}`,
    byHand: 'Name',
  },
  texts: {
    code: ({ code = '', minutes = '10' }) => `Your code is ${code}, good for ${minutes} minutes. Tell it to nobody.`,
    activation: ({ committee = '', link = '', days = '30' }) =>
      `${committee} asks you to open your member account: ${link} (good for ${days} days, for you alone)`,
    unitLink: ({ committee = '', unit = '', link = '' }) =>
      `Link from ${committee} for ${unit}: ${link} Enter by a code to this phone. Do not pass it on.`,
    recovery: ({ committee = '', link = '', hours = '24' }) =>
      `Staff of ${committee} just replaced your sign-in phone by another number. If that was not you, open ${link} within ${hours} hours`,
    accountChanged: ({ committee = '', phone = '' }) =>
      `Staff of ${committee} just changed what opens your account: see “Sign-in security”. You did not ask for it? ${phone === '' ? `Contact ${committee}` : `Call ${phone}`} at once`,
  },
};
