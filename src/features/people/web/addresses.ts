import { address } from '../../../web/call.ts';
import type * as contract from '../contract.ts';

/** The endpoints that phones call. */
export const login = address<typeof contract.login>('POST', '/logins');
export const requestLoginCode = address<typeof contract.requestLoginCode>('POST', '/login-codes');
export const loginByCode = address<typeof contract.loginByCode>('POST', '/logins/code');
export const readMe = address<typeof contract.readMe>('GET', '/me');
