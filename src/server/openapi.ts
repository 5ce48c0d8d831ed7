import { type Endpoint, split } from '../kit/endpoint.ts';

/** Writes the OpenAPI 3.1 page of a list of endpoints: TypeBox schemas are JSON Schema 2020-12 already. */
export function openapi(endpoints: readonly Endpoint[], about: { readonly title: string; readonly version: string }): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const e of endpoints) {
    const path = `/api${e.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: operation(e) };
  }
  return { openapi: '3.1.0', info: about, paths };
}

function operation(e: Endpoint): object {
  const { params, rest } = split(e);
  const at = (place: 'path' | 'query', of: typeof params) =>
    Object.entries(of.properties).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || (of.required ?? []).some((one) => one === name),
      schema,
    }));
  const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });
  const hasBody = (e.method === 'POST' || e.method === 'PUT') && Object.keys(rest.properties).length > 0;
  return {
    parameters: [
      ...at('path', params),
      ...(e.method === 'GET' ? at('query', rest) : []),
      ...(e.guarded ? [header('idempotency-key', 'A retry with the same key has one effect and the same reply.')] : []),
      ...(e.versioned ? [header('if-match', 'The version that was read, in quotes.')] : []),
    ],
    ...(hasBody && { requestBody: { required: true, content: { 'application/json': { schema: rest } } } }),
    'x-by': e.by,
    responses: {
      200: { description: 'done', content: { 'application/json': { schema: e.reply } } },
      ...(e.refusals.length > 0 && { '4XX': { description: `refused: ${e.refusals.join(', ')}` } }),
    },
  };
}
