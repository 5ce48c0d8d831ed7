import { type LoggerOptions, stdSerializers } from 'pino';

/** Names under which somebody's data may come along, at any of the first levels of what is written down. */
const secretive = [
  'phone',
  'email',
  'code',
  'password',
  'text',
  'words',
  'nickname',
  'name',
  'cookie',
  'authorization',
  'token',
  'secret',
  'body',
  'parameters',
];
const paths = secretive.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** What of an error helps: its class, sentence, place and code. A database adds the row and the query, which are somebody's data. */
function told(error: Error): Record<string, unknown> {
  const { type, message, stack, ...rest } = stdSerializers.err(error);
  const code = Reflect.get(rest, 'code');
  const constraint = Reflect.get(rest, 'constraint');
  return { type, message, stack, ...(code !== undefined && { sqlState: code }), ...(constraint !== undefined && { constraint }) };
}

/** One log for every process: levels by setting, nobody's data in it. */
export const logOptions = (level: string): LoggerOptions => ({
  level,
  redact: { paths, censor: '[…]' },
  serializers: { err: told },
});
