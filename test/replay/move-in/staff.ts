import { type Authenticator, authenticator } from '../../authenticator.ts';
import { type Answer, type Caller, good, type ThrowAway } from '../installation.ts';

/** Somebody of the staff: what they know and what they hold. */
export interface Staff {
  readonly account: string;
  password: string;
  readonly caller: Caller;
  readonly key: Authenticator;
}
export const staffOf = (house: ThrowAway, account: string, password: string): Staff => ({
  account,
  password,
  caller: house.person(),
  // The address people open, which a key is bound to.
  key: authenticator(`http://localhost:${house.port}`),
});

/** A plain form, as a page sends it. */
export const form = (caller: Caller, path: string, fields: Readonly<Record<string, string>>) =>
  caller.send('POST', path, null, {
    content: Buffer.from(new URLSearchParams(fields).toString()),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

/** A form shows itself again when something was wrong with it. */
function went({ status, text }: Answer, what: string): void {
  if (status >= 400)
    throw new Error(`${what}: ${status} ${/<title>([^<]*)/.exec(text)?.[1]} ${/field-error[\s\S]{0,600}/.exec(text)?.[0]}`);
}

/** Signs in and does whatever the house still asks for: the first password replaced, a security key registered or used. */
export async function enter(it: Staff): Promise<void> {
  const { caller, account, key } = it;
  const { next } = good<{ next: string }>(
    await caller.send('POST', '/api/logins', { account, password: it.password }),
    `${account} signs in`,
  );
  for (let tasks = 0; next.startsWith('/login/second') && !caller.cookies.has('login'); tasks++) {
    if (tasks > 4) throw new Error(`${account} does not get in`);
    const { task } = good<{ task: string }>(await caller.send('GET', '/api/proof?as=second'), 'what is left');
    if (task === 'password') {
      it.password = `${account} chose this long one 2026`;
      went(await form(caller, '/login/second/new-password', { password: it.password }), 'a password of their own');
    } else if (task === 'key') {
      const { options } = good<{ options: string }>(await caller.send('POST', '/api/keys/options', { as: 'second' }), 'a new key');
      went(await form(caller, '/login/second/new-key', { name: '办公室的钥匙', answer: key.register(options) }), 'a security key');
    } else if (task === 'prove') {
      const { options } = good<{ options: string }>(
        await caller.send('POST', '/api/proof/key-options', { as: 'second' }),
        'the key is asked',
      );
      good(await caller.send('POST', '/api/proof/key', { as: 'second', answer: key.prove(options) }), 'the key answers');
    } else throw new Error(`${account}: nobody knows the task ${task}`);
  }
}
/** The last minutes' proof is over: the password once more. */
export async function proveAgain({ caller, password }: Staff): Promise<void> {
  good(await caller.send('POST', '/api/proof/password', { password }), 'the password again');
}

/** Runs bin/setup beside the house. @returns account → one-time password. */
export async function setUp(house: ThrowAway, given: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const { code, out, err } = await house.run('bin/setup', args);
  if (code !== 0) throw new Error(`bin/setup: ${out}${err}`);
  return new Map([...out.matchAll(/账号 {2}(\S+)\n\s+密码 {2}(\S+)/g)].map(([, account = '', password = '']) => [account, password]));
}
