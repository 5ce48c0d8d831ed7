import { randomBytes } from 'node:crypto';

/** A form with one or more files, as a browser sends it: fields first, then files under their names. */
export function multipart(
  files: readonly { readonly field?: string; readonly name: string; readonly type?: string; readonly content: Uint8Array }[],
  fields: Readonly<Record<string, string>> = {},
): { readonly payload: Buffer; readonly headers: Record<string, string> } {
  const boundary = `----heyi${randomBytes(12).toString('hex')}`;
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ field = 'file', name, type = 'application/octet-stream', content }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
