import type { FastifyRequest } from 'fastify';
import type { Call } from '../kit/change.ts';
import { Refusal } from '../kit/refusal.ts';
import type { Pages } from './page-parts.ts';

/** Reads a multipart form: fields as text, files handed to `keep`, which answers their id. */
export async function storeUploads(request: FastifyRequest, _call: Call, _pages: Pages): Promise<Record<string, unknown>> {
  if (!request.isMultipart()) return (request.body ?? {}) as Record<string, unknown>;
  throw new Refusal('unknown-picture');
}
