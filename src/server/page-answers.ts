import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { render } from 'preact-render-to-string';
import type { ReactNode } from 'react';
import type { Answer, CookieChange } from '../web/page-route.ts';
import type { KeptPage } from './page-cache.ts';
import type { Pages } from './page-parts.ts';

// A page of 60 KB takes half a millisecond at level 5; handing it to another thread and back costs more. What is made for one
// reader is pressed less: two fifths of the time, a tenth more bytes.
const zip = (body: string, level: number): Buffer => gzipSync(body, { level });

// No script of a public page writes markup: the browser refuses whoever would.
const NO_MARKUP = "require-trusted-types-for 'script';trusted-types 'none'";

export const document = (page: ReactNode): string => `<!doctype html>${render(page as never)}`;

/** A browser follows the answer of a form to that site too. */
export const letFormsTo = (reply: FastifyReply, origin: string): void =>
  void reply.header(
    'content-security-policy',
    String(reply.getHeader('content-security-policy')).replace("form-action 'self'", `form-action 'self' ${origin}`),
  );

export const madePage = (body: string): KeptPage => ({ body, zipped: zip(body, 5) });

const unzips = (request: FastifyRequest): boolean => /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));

/** Sends a document; what is personal is kept nowhere, what is not is asked for again each time. */
export async function sendHtml(request: FastifyRequest, reply: FastifyReply, status: number, page: KeptPage | string, personal: boolean) {
  reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', personal ? 'no-store' : 'no-cache')
    .header('vary', 'cookie, accept-encoding')
    .header('content-security-policy', `${reply.getHeader('content-security-policy')};${NO_MARKUP}`);
  if (!unzips(request)) return reply.send(typeof page === 'string' ? page : page.body);
  const zipped = typeof page === 'string' ? zip(page, 3) : page.zipped;
  return reply.header('content-encoding', 'gzip').send(zipped);
}

/** Sends what a page or form answered. */
export async function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer, pages: Pages) {
  if (answer.kind !== 'file') setCookies(reply, answer.cookies ?? [], pages);
  if (answer.kind === 'html') return sendHtml(request, reply, answer.status ?? 200, document(answer.page), true);
  if (answer.kind === 'redirect') {
    return reply.redirect(answer.to, 303);
  }
  // What people uploaded never runs: its own sandbox, no guessing of types, saved rather than shown unless we made the picture.
  reply.header('content-security-policy', "default-src 'none'; sandbox").header('content-type', answer.type);
  reply.header('content-disposition', `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
  reply.header('cache-control', answer.immutable ? 'private, max-age=31536000, immutable' : 'no-store');
  if (answer.size !== undefined) reply.header('content-length', answer.size);
  return reply.send(answer.content);
}

function setCookies(reply: FastifyReply, changes: readonly CookieChange[], { gate: { cookies } }: Pages): void {
  for (const { name, value, endsAt } of changes) {
    if (name === 'half') cookies.setHalf(reply, value, endsAt);
    else if (name === 'trip') value !== null && endsAt && cookies.setTrip(reply, value, endsAt);
    else if (name !== 'login') cookies.setPlain(reply, name, value);
    else if (value === null || !endsAt) cookies.clearLogin(reply);
    else cookies.setLogin(reply, value, endsAt);
  }
}
