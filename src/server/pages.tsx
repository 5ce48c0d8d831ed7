import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { render } from 'preact-render-to-string';
import type { ReactNode } from 'react';
import { inputOf, schemasOf } from '../kit/serve.ts';
import type { Answer, PageCall, PageRoute } from '../web/page-route.ts';
import type { PageFrame } from '../web/ui/Page.tsx';
import { words } from '../web/words/index.ts';
import { callOf, type Gate } from './calls.ts';
import { type Told, tell } from './errors.ts';
import type { Pages } from './page-parts.ts';
import { storeUploads } from './uploads.ts';

/** Server-rendered pages and the targets of their forms. */
export function mountPages(app: FastifyInstance, routes: readonly PageRoute[], pages: Pages): void {
  for (const route of routes) {
    const { method, path } = route;
    const schemas = schemasOf({ method, path, input: route.input });
    app.route({
      method,
      url: path,
      schema: { ...schemas, ...('body' in schemas && !route.uploads && { body: { ...schemas.body, 'x-form': true } }) },
      attachValidation: method === 'POST',
      config: { endpoint: { method, path } },
      ...(route.uploads && { validatorCompiler: () => () => true }),
      handler: (request, reply) => (method === 'GET' ? show(request, reply, route, pages) : act(request, reply, route, pages)),
    });
  }
}

async function show(request: FastifyRequest, reply: FastifyReply, route: PageRoute, pages: Pages) {
  const call = await pageCall(request, route, pages);
  const key = call.person ? null : `${request.url}\n${call.frame.look}\n${call.frame.words.locale}\n${call.frame.demo}`;
  if (call.visitor === null && !call.person) pages.gate.cookies.newVisitor(reply);
  const kept = key === null ? undefined : pages.cache.get(key);
  if (kept !== undefined) return html(reply, 200, kept, false);
  const answer = await route.answer(call, inputOf(request, 'GET') as never);
  if (answer.kind !== 'html') return send(reply, answer, pages);
  const body = document(answer.page);
  if (key !== null && answer.about && (answer.status ?? 200) === 200) pages.cache.keep(key, body, answer.about);
  return html(reply, answer.status ?? 200, body, call.person !== null);
}

/** A form: acts and goes on, or shows the page again with what was wrong and what was typed. */
async function act(request: FastifyRequest, reply: FastifyReply, route: PageRoute, pages: Pages) {
  const call = await pageCall(request, route, pages);
  let given: Record<string, unknown> = {};
  try {
    if (route.uploads) request.body = await storeUploads(request, call, pages);
    given = typed(request);
    if (request.validationError) throw request.validationError;
    return send(reply, await route.answer(call, inputOf(request, 'POST') as never), pages);
  } catch (error) {
    const told = tell(pages.gate.house, error, call.frame.words);
    if (told.status === 401)
      return reply.redirect(`/login?next=${encodeURIComponent(request.headers.referer ? pathOf(request.headers.referer) : '/')}`, 303);
    if (!route.again || told.status >= 500) throw error;
    const problems = told.problems.length > 0 ? told.problems : [{ field: null, sentence: told.sentence }];
    const answer = await route.again(call, given, problems);
    return answer.kind === 'html' ? html(reply, told.status, document(answer.page), true) : send(reply, answer, pages);
  }
}
const typed = (request: FastifyRequest): Record<string, unknown> => ({ ...(request.params as object), ...(request.body as object) });
const pathOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : '/');

async function pageCall(request: FastifyRequest, route: PageRoute, pages: Pages): Promise<PageCall> {
  const call = await callOf(pages.gate, request, route);
  request.call = call;
  return { ...call, frame: await frameOf(request, pages), me: call.person, scripts: pages.script, publicUrl: pages.gate.publicUrl };
}

/** What every page shows around its content, for the person of this request. */
export async function frameOf(request: FastifyRequest, pages: Pages): Promise<PageFrame> {
  const { cookies, house } = pages.gate;
  const person = request.call?.person;
  return {
    words: words(cookies.lang(request)),
    siteName: pages.siteName,
    look: cookies.look(request),
    here: request.url,
    demo: await pages.demo(),
    lan: pages.lan,
    unread: person ? await pages.unread(person.id, house.clock.now()) : 0,
    css: pages.css,
  };
}

async function send(reply: FastifyReply, answer: Answer, pages: Pages) {
  if (answer.kind === 'html') return html(reply, answer.status ?? 200, document(answer.page), true);
  if (answer.kind === 'redirect') {
    const { cookies } = pages.gate;
    for (const { name, value, endsAt } of answer.cookies ?? []) {
      if (name !== 'login') cookies.setPlain(reply, name, value);
      else if (value === null || !endsAt) cookies.clearLogin(reply);
      else cookies.setLogin(reply, value, endsAt);
    }
    return reply.redirect(answer.to, 303);
  }
  // What people uploaded never runs: its own sandbox, no guessing of types, saved rather than shown unless we made the picture.
  reply.header('content-security-policy', "default-src 'none'; sandbox").header('content-type', answer.type);
  reply.header('content-disposition', `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
  reply.header('cache-control', answer.immutable ? 'private, max-age=31536000, immutable' : 'no-store');
  if (answer.size !== undefined) reply.header('content-length', answer.size);
  return reply.send(answer.content);
}

function html(reply: FastifyReply, status: number, body: string, personal: boolean) {
  return reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', personal ? 'no-store' : 'no-cache')
    .header('vary', 'cookie')
    .send(body);
}
export const document = (page: ReactNode): string => `<!doctype html>${render(page as never)}`;

export type { Told };
