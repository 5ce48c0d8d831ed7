import type { signOn as zh } from '../zh/sign-on.ts';

export const signOn: typeof zh = {
  enter: (name) => `Sign in by ${name}`,
  second: 'Sign in here by your office account',
  back: 'Back',
  security: 'Sign-in security',
  linkTo: (name) => `Link ${name}`,
  what: (name) => `Once linked, you may choose “Sign in by ${name}” and need no password of this site.`,
  linked: (when, name) => `${name} was linked on ${when}.`,
  unlink: 'Remove the link',
  unlinkText: 'Other logins that came by it end.',
  offer: (person, name) =>
    `Here you are ${person}. Confirm that the ${name} account you just used is yours as well; from now on it signs you in.`,
  link: 'It is mine: link it',
  later: 'Not now',
  over: 'Too much time went by: please confirm once more.',
  again: 'Try again',
  goOn: 'Go on',
  otherWay: 'Sign in this site’s own way',
  failed: (name) => `Not signed in by ${name}`,
  unknown: (name) =>
    `Your ${name} account is not linked to an account here. Sign in this site’s own way once and confirm the link; without an account here, ask the system administrator of your committee.`,
};
