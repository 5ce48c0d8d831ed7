import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseError } from '../kit/change.ts';
import type { House } from '../kit/house.ts';
import { newId } from '../kit/ids.ts';
import { Refusal } from '../kit/refusal.ts';
import type { Words } from '../web/words/index.ts';
import type { RefusedCalls } from './refused.ts';
import { problemOf } from './validation.ts';

/** What any error becomes for the one who asked; never a stack, never SQL. */
export interface Told {
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
  readonly problems: readonly { readonly field: string | null; readonly sentence: string }[];
  readonly retryAfter?: number;
  readonly ref?: string;
}

export function tell(house: House, error: unknown, words: Words): Told {
  if (error instanceof Refusal) return refused(error, words);
  if (isInvalid(error)) {
    const problems = error.validation.map((one) => problemOf(one, words));
    return { status: 400, code: 'invalid-input', sentence: problems[0]?.sentence ?? say(words, 'invalid-input'), problems };
  }
  if (isAway(error)) return plain(words, 503, 'database-away', { retryAfter: 2 });
  // Text that the database cannot hold, or a number out of range: the caller's input, whoever forgot to check it.
  if (isDatabaseError(error) && ['22021', '22P05', '22003', '22P02', '22008'].includes(error.code))
    return plain(words, 400, 'invalid-input');
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return plain(words, 413, 'too-large');
  if (status === 503) return plain(words, 503, 'busy', { retryAfter: 5 });
  if (status >= 400 && status < 500) return plain(words, status, status === 404 ? 'unknown-thing' : 'invalid-input');
  const ref = newId();
  house.log.error({ err: error, ref }, 'a bug');
  return plain(words, 500, 'internal', { ref });
}

const say = (words: Words, code: string, values: Refusal['values'] = {}): string => words.refusals[code]?.(values) ?? code;
const plain = (words: Words, status: number, code: string, more: { retryAfter?: number; ref?: string } = {}): Told => ({
  status,
  code,
  sentence: say(words, code),
  problems: [],
  ...more,
});
function refused({ code, status, values, fields }: Refusal, words: Words): Told {
  const seconds = values['seconds'];
  return {
    status,
    code,
    sentence: say(words, code, values),
    problems: fields.map((field) => ({ field, sentence: say(words, code, { ...values, field }) })),
    ...(typeof seconds === 'number' && (status === 429 || status === 503) && { retryAfter: seconds }),
  };
}
const isInvalid = (error: unknown): error is FastifyError & { validation: NonNullable<FastifyError['validation']> } =>
  error instanceof Error && 'validation' in error && Array.isArray(error.validation);

/** The database is away or on its way: nothing was committed as far as we know, the same request may come again. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(Connection terminated|timeout exceeded|Client has encountered a connection error|Connection ended)/.test(error.message))
    return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(error.code) || ['55P03', '57014'].includes(error.code);
}

/** Refusals of acts are for auditors too; wrong input and unknown pages of strangers are not. */
export function noteRefused(refusals: RefusedCalls, request: FastifyRequest, told: Told, now: Date): void {
  const endpoint = request.routeOptions.config.endpoint;
  if (!endpoint || told.status >= 500 || (request.method === 'GET' && ![401, 403].includes(told.status) && !request.call?.person)) return;
  if (request.method === 'GET' && told.status === 401) return;
  refusals.add({
    at: now,
    personId: request.call?.person?.id ?? null,
    act: `${endpoint.method} ${endpoint.path}`,
    thing: request.call?.about?.[0] ?? null,
    outcome: `refused ${told.code}`,
    address: request.ip,
  });
}

export function sendTold(reply: FastifyReply, told: Told): FastifyReply {
  if (told.retryAfter !== undefined) reply.header('retry-after', String(told.retryAfter));
  const { status, retryAfter: _, ...body } = told;
  return reply.status(status).send(body);
}
