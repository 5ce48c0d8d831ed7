import type { peers as zh } from '../zh/peers.ts';

export const peers: typeof zh = {
  title: (peer: string) => `Sign in to ${peer}`,
  home: 'Home',
  who: (person: string, peer: string) => `${peer} asks you to sign in with your account here. You are ${person}.`,
  as: (person: string, peer: string) => `You agreed to this before. Going on, you enter ${peer} as ${person}.`,
  whose: (owner: string, host: string) => `Run by ${owner}, at ${host}`,
  learns: 'That platform will learn',
  scopes: {
    openid: 'that it is you again next time (by a word that is made for it alone, not your number here)',
    profile: 'the name by which you are shown here',
    memberships: 'of which committee you are a member now, in which sector and term',
    party: 'the party and party organisation to which you belong now',
  },
  never: 'It is not told your mobile, identity number, e-mail or password, nor what you wrote or read here.',
  answer: 'Do you agree?',
  agree: 'Agree',
  refuse: 'Do not agree',
  later: 'You can take it back at any time: Mine → Sign-in security → Other platforms I signed in to.',
  goOn: (peer: string) => `Go on to ${peer}`,
  mine: 'Other platforms I signed in to',
  second: 'See which platforms know about you, and take back what you agreed to',
  security: 'Sign-in security',
  agreed: (when: string) => `agreed ${when}`,
  ended: 'this platform has ended',
  none: { title: 'You signed in to no other platform', second: 'Before you sign in to one with your account here, you are asked' },
  withdraw: 'Take it back',
  withdrawNamed: (peer: string) => `Take back what you agreed to: ${peer}`,
  withdrawText:
    'From then on it cannot ask this site about you; what it knows already you must ask it to delete. You will be asked anew next time.',
};
