import { address } from '../../../web/call.ts';
import type * as contract from '../contract.ts';

/** The endpoint that each page view calls. */
export const recordVisit = address<typeof contract.recordVisit>('POST', '/topics/:id/visits');
