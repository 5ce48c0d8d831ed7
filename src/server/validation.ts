import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { Words } from '../web/words/index.ts';

/** Coerces what travels as text (path, query, forms); takes JSON bodies as they are; refuses unknown fields everywhere. */
export function validators(): FastifySchemaCompiler<object> {
  const make = (coerce: boolean) =>
    addFormats.default(
      new Ajv({
        coerceTypes: coerce ? 'array' : false,
        removeAdditional: false,
        allErrors: false,
        useDefaults: true,
        verbose: true,
        keywords: ['x-form'],
      }),
    );
  const text = make(true);
  const json = make(false);
  return ({ schema, httpPart }) => (httpPart === 'body' && !isForm(schema) ? json : text).compile(schema) as never;
}
const isForm = (schema: object) => 'x-form' in schema;

type Failure = FastifySchemaValidationError & { parentSchema?: { title?: string; properties?: Record<string, { title?: string }> } };

/** One failure as a sentence that says what to do, and the field it is about. */
export function problemOf(error: FastifySchemaValidationError, { invalid }: Words): { field: string | null; sentence: string } {
  const { keyword, params, instancePath, parentSchema } = error as Failure;
  const path = instancePath.split('/').filter((part) => part !== '');
  const field = path[0] ?? null;
  const named = (name: string) => parentSchema?.properties?.[name]?.title ?? name;
  if (keyword === 'additionalProperties') return { field: null, sentence: invalid.unknownField(String(params['additionalProperty'])) };
  if (keyword === 'required')
    return { field: String(params['missingProperty']), sentence: invalid.required(named(String(params['missingProperty']))) };
  const title = parentSchema?.title ?? field ?? '';
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'minLength':
      return { field, sentence: limit <= 1 ? invalid.required(title) : invalid.tooShort(title, limit) };
    case 'maxLength':
      return { field, sentence: invalid.tooLong(title, limit) };
    case 'minItems':
      return { field, sentence: invalid.tooFew(title, limit) };
    case 'maxItems':
      return { field, sentence: invalid.tooMany(title, limit) };
    default:
      return { field, sentence: invalid.wrongForm(title) };
  }
}
