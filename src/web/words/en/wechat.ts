import type { wechat as zh } from '../zh/wechat.ts';

export const wechat: typeof zh = {
  title: 'WeChat',
  second: 'Enter inside WeChat without a code',
  back: 'Back',
  mine: 'Mine',
  bound: (when) => `Bound (${when}). Opened inside WeChat, this site knows you without signing in.`,
  unbind: 'Unbind',
  unbindText:
    'Logins that came by WeChat end, and inside WeChat you sign in by phone code again. Unbind first, too, to use another account.',
  what: 'Once bound, this site opened inside WeChat has you signed in, without a code. We get a number and nothing else: not your WeChat name, portrait or friends.',
  begin: 'Bind this WeChat',
  outside: 'Open this page inside WeChat on your phone to bind it.',
  offer: {
    title: 'Enter by WeChat from now on',
    text: (name) => `You are ${name}. Once bound, this site opened inside this WeChat lets you in as this person.`,
    own: 'Bind your own WeChat only. You can unbind it at any time under Mine, WeChat.',
    bind: 'Yes, let me in directly',
    later: 'Not now',
    over: 'Too much time went by: please let WeChat confirm once more.',
    again: 'Once more',
  },
  failed: 'Not signed in by WeChat',
  byCode: 'Sign in by phone code',
  retry: 'Try again',
  goOn: 'Go on',
};
