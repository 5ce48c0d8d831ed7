import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { idsIn } from '../kit/change.ts';
import { digest } from '../kit/ids.ts';
import { Refusal } from '../kit/refusal.ts';
import { inputOf, schemasOf } from '../kit/serve.ts';
import type { PageCall, PageRoute, Said } from '../web/page-route.ts';
import type { PageFrame } from '../web/ui/Page.tsx';
import { words } from '../web/words/index.ts';
import { callOf } from './calls.ts';
import { tell } from './errors.ts';
import { document, letFormsTo, madePage, sendAnswer, sendHtml } from './page-answers.ts';
import type { Pages } from './page-parts.ts';
import { readFields, storeUploads } from './uploads.ts';
import { validators } from './validation.ts';

const hiddenFields = {
  key: Type.String({ pattern: '^[\\x21-\\x7e]{8,100}$', title: 'key' }),
  version: Type.Integer({ minimum: 1, title: 'version' }),
};

/** Server-rendered pages and the targets of their forms. */
export function mountPages(app: FastifyInstance, routes: readonly PageRoute[], pages: Pages): void {
  const compile = validators();
  for (const route of routes) {
    const { method, path } = route;
    const schemas = schemasOf({ method, path, input: withHidden(route) });
    const body = 'body' in schemas ? { ...schemas.body, 'x-form': true } : undefined;
    const checkBody = body && compile({ schema: body, method, url: path, httpPart: 'body' });
    app.route({
      method,
      url: path,
      schema: { ...schemas, ...(body && { body }) },
      attachValidation: method === 'POST',
      config: { endpoint: { method, path } },
      // Files come first: what the fields say is looked at when they were read.
      ...(route.uploads && { validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : compile(part)) }),
      handler: (request, reply) =>
        method === 'GET'
          ? show(request, reply, route, pages)
          : act(request, reply, route, pages, (fields) => {
              if (route.uploads && checkBody && !checkBody(fields))
                throw Object.assign(new Error('wrong fields'), { validation: Reflect.get(checkBody, 'errors') });
            }),
    });
  }
}

const withHidden = ({ input, guarded, versioned }: PageRoute) =>
  Type.Object(
    { ...input.properties, ...(guarded && { key: hiddenFields.key }), ...(versioned && { version: hiddenFields.version }) },
    { additionalProperties: false },
  );

async function show(request: FastifyRequest, reply: FastifyReply, route: PageRoute, pages: Pages) {
  const since = pages.cache.moment();
  try {
    const call = await pageCall(request, route, pages);
    // Strangers see the same page; a line that is said once is nobody else's.
    const key = call.person || call.said ? null : `${request.url}\n${call.frame.look}\n${call.frame.words.locale}\n${call.frame.demo}`;
    if (call.visitor === null && !call.person) pages.gate.cookies.newVisitor(reply);
    if (asksConsent(request, route, call, pages)) return reply.redirect(toConsent(request.url), 303);
    const kept = key === null ? undefined : pages.cache.get(key);
    if (kept !== undefined) return await sendHtml(request, reply, 200, kept, false);
    const answer = await route.answer(call, inputOf(request, 'GET') as never);
    if (answer.kind !== 'html') return await sendAnswer(request, reply, answer, pages);
    if (call.said) pages.gate.cookies.setPlain(reply, 'said', null);
    if (answer.formsTo !== undefined) letFormsTo(reply, answer.formsTo);
    const page = document(answer.page);
    if (key === null || !answer.about || (answer.status ?? 200) !== 200)
      return await sendHtml(request, reply, answer.status ?? 200, page, call.person !== null || call.said !== null || call.half != null);
    const made = madePage(page);
    pages.cache.keep(key, made, answer.about, since);
    return await sendHtml(request, reply, 200, made, false);
  } catch (error) {
    // Who could see it signed in goes there, and comes back.
    if (error instanceof Refusal && error.status === 401) return reply.redirect(toLogin(request.url), 303);
    if (error instanceof Refusal && error.code === STEP_UP) return reply.redirect(toProof(request.url), 303);
    throw error;
  }
}

/** A form: acts and goes on, or shows the page again with what was wrong and what was typed. */
async function act(request: FastifyRequest, reply: FastifyReply, route: PageRoute, pages: Pages, check: (fields: object) => void) {
  let call: PageCall | undefined;
  try {
    call = await pageCall(request, route, pages);
    if (route.uploads) request.body = await storeUploads(request, call, pages.gate.house);
    if (request.validationError) throw request.validationError;
    check(Object(request.body));
    const { input, hidden } = apart(route, fieldsOf(request), request.url);
    return await sendAnswer(request, reply, await route.answer({ ...call, ...hidden }, input as never), pages);
  } catch (error) {
    if (route.uploads && !call) await readFields(request);
    return await actAgain(request, reply, route, pages, { call, given: fieldsOf(request), error });
  }
}

async function actAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  route: PageRoute,
  pages: Pages,
  { call, given, error }: { call: PageCall | undefined; given: Fields; error: unknown },
) {
  const told = tell(pages.gate.house, error, words(pages.gate.cookies.lang(request)));
  if (told.status === 401 && !(route.again && call)) return reply.redirect(toLogin(cameFrom(request)), 303);
  if (told.code === STEP_UP) return reply.redirect(toProof(cameFrom(request)), 303);
  // What was typed is shown again; a form that has nothing typed leads to the notice.
  if (told.code === 'consent-first' && !route.again) return reply.redirect(toConsent(cameFrom(request)), 303);
  if (!route.again || told.status >= 500) throw error;
  // Whoever was too fast gets the page with the text all the same; whoever came from another site does not.
  const asked =
    call ??
    (await pageCall(request, { ...route, withoutConsent: true }, { ...pages, gate: { ...pages.gate, limits: null } }).catch(() => null));
  if (!asked) throw error;
  const problems = told.problems.length > 0 ? told.problems : [{ field: null, sentence: told.sentence, code: told.code }];
  if (told.retryAfter !== undefined) reply.header('retry-after', String(told.retryAfter));
  const answer = await route.again(asked, given, problems);
  if (answer.kind !== 'html') return sendAnswer(request, reply, answer, pages);
  return sendHtml(request, reply, answer.status ?? told.status, document(answer.page), true);
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (request: FastifyRequest): Fields => ({ ...Object(request.params), ...Object(request.body) });

/** Takes the hidden fields from what was filled in; the act's key stands for the key and the words, since pictures sent again get new ids. */
function apart(route: PageRoute, given: Fields, url: string) {
  const { key, ...unkeyed } = given;
  const { version, ...plain } = route.guarded ? unkeyed : given;
  const input = route.versioned ? plain : { ...plain, ...(version !== undefined && { version }) };
  const { pictures: _, ...said } = input;
  const content = digest(`${url}\n${JSON.stringify(said)}`);
  return {
    input,
    hidden: {
      ...(route.guarded && { key: digest(`${key}\n${content.toString('hex')}`).toString('base64url'), request: content }),
      ...(route.versioned && { match: Number(version) }),
    },
  };
}

const toConsent = (next: string): string => `/privacy/consent?next=${encodeURIComponent(next)}`;
/** Once a browser, when somebody opens a page: a new notice is shown before anything else. Who puts it off goes on reading. */
function asksConsent(request: FastifyRequest, { path, withoutConsent }: PageRoute, { me }: PageCall, { gate }: Pages): boolean {
  const owed = me?.consentOwed ?? null;
  if (owed === null || me?.kind === 'staff' || withoutConsent || path.startsWith('/login')) return false;
  return request.headers.accept?.includes('text/html') === true && gate.cookies.later(request) !== String(owed);
}
// One more proof is asked for on its own page, which leads back.
const STEP_UP = 'step-up-needed';
const toProof = (next: string): string => `/login/second?next=${encodeURIComponent(next)}`;
const toLogin = (next: string): string => `/login?next=${encodeURIComponent(next)}`;
function cameFrom({ headers: { referer } }: FastifyRequest): string {
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname + search;
}

async function pageCall(request: FastifyRequest, route: PageRoute, pages: Pages): Promise<PageCall> {
  const { method, path, by, perMinute, withoutConsent = false } = route;
  const call = await callOf(pages.gate, request, { method, path, by, withoutConsent, ...(perMinute !== undefined && { perMinute }) });
  request.call = call;
  return {
    ...call,
    about: idsIn({ ...Object(request.params), ...Object(request.query), ...Object(request.body) }),
    frame: await frameOf(request, pages),
    me: call.person,
    scripts: pages.script,
    publicUrl: pages.gate.publicUrl,
    zone: pages.gate.house.zone,
    said: method === 'GET' ? saidOf(pages.gate.cookies.said(request)) : null,
  };
}
function saidOf(cookie: string | null): Said | null {
  const [, what, about] = /^(\w{1,30})(?:\.([0-9a-f-]{36}))?$/.exec(cookie ?? '') ?? [];
  return what === undefined ? null : { what, about: about ?? null };
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
    wechat: pages.wechat,
    directory: pages.directory,
    unread: person ? await pages.unread(person.id, house.clock.now()) : 0,
    css: pages.css,
  };
}
