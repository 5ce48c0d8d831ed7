// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of other files, word for word
/** One line that re-creates a hole; the tests named must turn red. `find` stands exactly once in the file. */
export interface Sabotage {
  readonly id: string;
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** Project, file and name of the tests that must notice. */
  readonly noticed: readonly [project: string, file: string, name?: string];
}

export const sabotages: readonly Sabotage[] = [
  {
    id: 'A1',
    what: 'a role counts at every body',
    file: 'src/kit/may.ts',
    find: '(thing.bodyId === undefined || body === thing.bodyId)',
    put: '(thing.bodyId === undefined || body !== "")',
    noticed: ['abuse', 'test/abuse/matrix.test.ts'],
  },
  {
    id: 'A2',
    what: 'an endpoint for editors is open to everyone who is signed in',
    file: 'src/features/deliberations/actions.ts',
    find: "  allow(call.person, changeTopic.by, { bodyId: row.committeeId }, row.state !== 'draft');\n",
    put: '',
    noticed: ['abuse', 'test/abuse/matrix.test.ts', 'announcement'],
  },
  {
    id: 'A3',
    what: 'unknown fields are dropped instead of refused',
    file: 'src/server/validation.ts',
    find: 'removeAdditional: false',
    put: 'removeAdditional: true',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A3'],
  },
  {
    id: 'A7',
    what: 'where a request came from is not looked at',
    file: 'src/server/calls.ts',
    find: "if (asked.method !== 'GET') refuseForeign(request, gate.publicUrl);",
    put: '',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A7'],
  },
  {
    id: 'A8',
    what: 'signing out leaves the cached login',
    file: 'src/server/logins.ts',
    find: "for (const token of tokens) held.delete(token.toString('base64'));",
    put: 'void tokens;',
    noticed: ['abuse', 'test/abuse/entering.test.ts', 'A8'],
  },
  {
    id: 'A13',
    what: 'the way back is taken as it came',
    file: 'src/features/people/rules.ts',
    find: "export function safeNext(next: string | undefined, fallback = '/'): string {",
    put: "export function safeNext(next: string | undefined, fallback = '/'): string {\n  if (next !== undefined) return next;",
    noticed: ['pure', 'src/features/people/rules.test.ts', 'A13'],
  },
  {
    id: 'A19',
    what: 'a sort word goes into the query as it came',
    file: 'src/features/deliberations/post-contract.ts',
    find: "sort: Type.Optional(oneOf(['newest', 'hottest'], '排序'))",
    put: "sort: Type.Optional(Type.Unsafe<'newest' | 'hottest'>(Type.String()))",
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A19'],
  },
  {
    id: 'A21',
    what: 'tries are counted after the password was looked at',
    file: 'src/features/people/actions.ts',
    find: '    await countTry(house, call, subject);\n',
    put: '',
    noticed: ['abuse', 'test/abuse/entering.test.ts', 'A21'],
  },
  {
    id: 'A21',
    what: 'anybody may name the client address',
    file: 'src/server/app.tsx',
    find: 'trustProxy: trustedProxy.length > 0 ? [...trustedProxy] : false',
    put: 'trustProxy: true',
    noticed: ['abuse', 'test/abuse/entering.test.ts', 'made-up client address'],
  },
  {
    id: 'A22',
    what: 'a used code opens again',
    file: 'src/features/people/codes.ts',
    find: '  await store.spendCode(tx, held.id, now);\n',
    put: '',
    noticed: ['abuse', 'test/abuse/entering.test.ts', 'A22'],
  },
  {
    id: 'A25',
    what: 'a like is counted without looking whether it was there',
    file: 'src/features/deliberations/post-store.ts',
    find: 'where id = ${postId} and exists (select 1 from given) returning likes, visitor_likes',
    put: 'where id = ${postId} returning likes, visitor_likes',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A25'],
  },
  {
    id: 'A29',
    what: 'text that cannot be stored goes to the database',
    file: 'src/features/deliberations/rules.ts',
    find: "  if (isBroken(text)) throw new Refusal('text-broken', 409);\n",
    put: '',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A29'],
  },
  {
    id: 'A30',
    what: 'texts are normalised on the way in',
    file: 'src/features/deliberations/post-actions.ts',
    find: 'store.newPost({ ...post, text, pictures, now: call.now })',
    put: "store.newPost({ ...post, text: text.normalize('NFKC').trim(), pictures, now: call.now })",
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A30'],
  },
  {
    id: 'A30',
    what: 'a nickname may look like an office',
    file: 'src/features/people/rules.ts',
    find: "? 'official' : undefined",
    put: '? undefined : undefined',
    noticed: ['pure', 'src/features/people/rules.test.ts', 'A30'],
  },
  {
    id: 'A31',
    what: 'a request that was answered is refused when the world moved on',
    file: 'src/kit/serve.ts',
    find: 'error instanceof Refusal ? await serving.answered(call) : undefined',
    put: 'undefined',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A31'],
  },
  {
    id: 'A32',
    what: 'a guarded request needs no key',
    file: 'src/server/calls.ts',
    find: "  if (typeof key !== 'string' || !/^[\\x21-\\x7e]{8,100}$/.test(key)) throw new Refusal('key-missing', 400);\n",
    put: "  if (typeof key !== 'string') return {} as never;\n",
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A31'],
  },
  {
    id: 'A33',
    what: 'the version that was read is not compared',
    file: 'src/features/deliberations/post-actions.ts',
    find: "  if (post.newestVersion !== call.match) throw new Refusal('changed-by-another', 412, { version: post.newestVersion });\n",
    put: '',
    noticed: ['abuse', 'test/abuse/requests.test.ts', 'A33'],
  },
  {
    id: 'audit',
    what: 'the application may change audit',
    file: 'migrations/0001-house.sql',
    find: 'revoke update, delete, truncate on audit, audit_seal from current_user;',
    put: 'drop trigger audit_only_grows on audit; drop trigger audit_seal_only_grows on audit_seal;',
    noticed: ['db', 'src/kit/spine.test.ts', 'cannot change'],
  },
  {
    id: 'sequencer',
    what: 'positions are given at insertion',
    file: 'src/kit/facts.ts',
    find: 'row_number() over (order by number) as n',
    put: 'number as n',
    noticed: ['db', 'src/kit/spine.test.ts', 'positions follow'],
  },
  {
    id: 'A36',
    what: 'a reader moves its cursor before it handled the facts',
    file: 'src/kit/facts.ts',
    find: 'if (rows.length > 0) await reader.handle(tx, rows, house.clock.now());',
    put: 'await sql`update reader set position = ${head} where name = ${reader.name}`.execute(house.db).catch(() => undefined); if (rows.length > 0) void reader.handle(tx, rows, house.clock.now()).catch(() => undefined);',
    noticed: ['db', 'src/kit/spine.test.ts', 'handles each fact'],
  },
];
