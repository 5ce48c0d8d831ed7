import { expect, test } from 'vitest';
import { mailCatcher } from '../../test/smtp.ts';
import { world } from '../../test/world.ts';
import { codesByMail, mailerOf } from './mail.ts';

const { house } = await world();
const sender = (smtpUrl: string) => {
  const mailer = mailerOf({ smtpUrl, mailFrom: 'yizheng@example.cn', mode: 'production' }, () => undefined);
  if (!mailer) throw new Error('no mailer');
  return codesByMail(mailer, '合议', house.log);
};

test('a one-time code reaches the mailbox it is for, and nobody else', async () => {
  await using server = await mailCatcher();
  await sender(server.url).send('lin@example.cn', '042195', 'email');
  expect(server.letters).toMatchObject([{ to: ['lin@example.cn'], subject: '【合议】邮箱验证码' }]);
  expect(server.letters[0]?.text).toContain('042195');
});
test('an address cannot bring a second receiver or a header along', async () => {
  await using server = await mailCatcher();
  for (const address of ['lin@example.cn, other@example.cn', 'lin@example.cn\r\nBcc: other@example.cn'])
    await sender(server.url)
      .send(address, '042195', 'email')
      .catch(() => undefined);
  expect(server.letters.flatMap(({ to }) => to)).not.toContain('other@example.cn');
});
test('who asks for a code is told when the mailbox does not exist or the server is away', async () => {
  await using server = await mailCatcher({ refuses: ['gone@example.cn'] });
  await expect(sender(server.url).send('gone@example.cn', '042195', 'email')).rejects.toMatchObject({ code: 'mail-away', status: 503 });
  await expect(sender('smtp://127.0.0.1:1').send('lin@example.cn', '042195', 'email')).rejects.toMatchObject({ code: 'mail-away' });
});
test('a demo prints mails, production without a server sends none', () => {
  const none = { smtpUrl: undefined, mailFrom: undefined };
  expect(mailerOf({ ...none, mode: 'demo' }, () => undefined)?.name).toBe('console');
  expect(mailerOf({ ...none, mode: 'production' }, () => undefined)).toBeNull();
});
