import type { CodeSender } from './codes.ts';

/** Prints codes where the operator looks. For demos only: main.ts never gives it to a production installation. */
export const consoleSender = (say: (line: string) => void): CodeSender => ({
  name: 'console',
  send: async (to, code, purpose) =>
    say(purpose === 'email' ? `邮箱验证码 ${code}（发给 ${to}）` : `验证码 ${code}（发给 ${to}，10 分钟内有效）`),
});
