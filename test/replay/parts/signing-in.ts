import { type Caller, type Fault, good } from './caller.ts';
import { PASSWORD } from './seats.ts';

export async function signIn(caller: Caller, account: string, fault: Fault = 'none'): Promise<void> {
  good(await caller.send('POST', '/api/logins', { account, password: PASSWORD }, { fault }), `${account} signs in`);
}

export interface CodeWatch {
  /** Marks the moment; codes printed later are found by `codeSince`. */
  mark(): number;
  codeSince(mark: number, phone: string): Promise<string>;
}

/** By one-time code, a new number becoming a netizen. A code whose request was lost on the way is asked for anew. */
export async function signInByCode(caller: Caller, codes: CodeWatch, phone: string, nickname: string, faultOf: () => Fault): Promise<void> {
  for (let tries = 1; ; tries++) {
    const mark = codes.mark();
    const asked = await caller.send('POST', '/api/login-codes', { phone }, { fault: faultOf() });
    const { request } = good<{ request: string }>(asked, `${phone} asks for a code`);
    const code = await codes.codeSince(mark, phone);
    const entered = await caller.send('POST', '/api/logins/code', { request, code, nickname }, { fault: faultOf() });
    if (entered.status === 200) return;
    // The reply of an earlier try was lost, and the code is spent.
    const spent = entered.status === 403 && entered.text.includes('code-expired');
    if (!spent || tries === 5) good(entered, `${phone} signs in`);
  }
}
