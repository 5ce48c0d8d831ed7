import type { said as zh } from '../zh/said.ts';

/** What came of an act, said once on the page after it. */
export const said: typeof zh = {
  published: 'Published',
  waiting: 'Received: public once it has been read',
  saidAlready: 'You have just said the same: this is it',
  changed: 'Change saved',
  changeWaits: 'Change received: others see it once it has been read',
  withdrawn: 'Post withdrawn',
  restored: 'Post restored',
  entered: 'Signed in',
  signedOut: 'Signed out',
  loginEnded: 'That device is signed out',
  othersEnded: 'All other devices are signed out',
  emailOn: 'E-mail reminders are on',
  emailOff: 'E-mail reminders are off',
  appealed: 'Appeal received: another moderator will decide',
  readAll: 'All marked as read',
};
