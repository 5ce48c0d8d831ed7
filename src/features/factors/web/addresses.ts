import { address } from '../../../web/call.ts';
import type * as contract from '../contract.ts';

/** The endpoints that pages with a key call. */
export const askKey = address<typeof contract.askKey>('POST', '/proof/key-options');
export const askNewKey = address<typeof contract.askNewKey>('POST', '/keys/options');
