import { type Answer, type Caller, type Fault, good } from './caller.ts';
import { PASSWORD } from './seats.ts';

export async function signIn(caller: Caller, account: string, fault: Fault = 'none'): Promise<void> {
  good(await caller.send('POST', '/api/logins', { account, password: PASSWORD }, { fault }), `${account} signs in`);
}

export interface CodeWatch {
  /** Marks the moment; codes printed later are found by `codeSince`. */
  mark(): number;
  /** The newest code for this number, once there is one other than `not`. */
  codeSince(mark: number, phone: string, not?: string): Promise<string>;
}
const TRIES = 5;

/** By one-time code, a new number becoming a netizen. A code whose request was lost on the way is asked for anew. */
export async function signInByCode(caller: Caller, codes: CodeWatch, phone: string, nickname: string, faultOf: () => Fault): Promise<void> {
  for (let tries = 1; ; tries++) {
    const mark = codes.mark();
    const asked = await caller.send('POST', '/api/login-codes', { phone }, { fault: faultOf() });
    const { request } = good<{ request: string }>(asked, `${phone} asks for a code`);
    const enter = (code: string) =>
      caller.send('POST', '/api/logins/code', { request, code, nickname, of14: true, agrees: true }, { fault: faultOf() });
    const code = await codes.codeSince(mark, phone);
    let entered = await enter(code);
    // An earlier request, lost on the way, had a code too: it was on the screen first.
    if (says(entered, 'wrong-code')) entered = await enter(await codes.codeSince(mark, phone, code));
    if (entered.status === 200) return;
    // The reply of an earlier try was lost, and the code is spent.
    if (!says(entered, 'code-expired') || tries === TRIES) good(entered, `${phone} signs in`);
  }
}

const says = ({ status, text }: Answer, code: string): boolean => status === 403 && text.includes(code);
