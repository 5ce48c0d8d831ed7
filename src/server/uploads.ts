import type { FastifyRequest } from 'fastify';
import { fileActions } from '../features/files/actions.ts';
import type { Call } from '../kit/change.ts';
import type { House } from '../kit/house.ts';
import { Refusal } from '../kit/refusal.ts';
import { asSigned, type Upload } from '../kit/serve.ts';

const MOST_PICTURES = 9;
type Fields = Record<string, unknown>;
type KeepOne = (upload: Upload) => Promise<string>;

/**
 * Reads a multipart form and stores its pictures as POST /files does; `pictures` then holds their ids after those that were
 * stored before. What the form said is in `request.body` even when a picture is refused: the text comes back to its writer.
 */
export async function storeUploads(request: FastifyRequest, call: Call, house: House): Promise<Fields> {
  const files = fileActions(house);
  const refused = await read(request, async (upload) => (await files.store(asSigned(call), upload)).id);
  if (refused) throw refused;
  return Object(request.body);
}

/** What the form said, its files thrown away: for a sender who was refused before. */
export async function readFields(request: FastifyRequest): Promise<void> {
  await read(request, null);
}

async function read(request: FastifyRequest, keep: KeepOne | null): Promise<Refusal | undefined> {
  if (!request.isMultipart()) return undefined;
  const fields: Fields = {};
  const stored: string[] = [];
  let refused: Refusal | undefined;
  let number = 0;
  for await (const part of request.parts({ limits: { fileSize: Number.MAX_SAFE_INTEGER, files: 30 } })) {
    if (part.type === 'field') {
      refused ??= addField(fields, part);
      continue;
    }
    // A file field that was left alone sends an empty name.
    if (part.filename) number += 1;
    const done = part.filename && keep && !refused ? await tryKeep(keep, { name: part.filename, content: part.file }, number) : null;
    if (typeof done === 'string') stored.push(done);
    if (done instanceof Refusal) refused = done;
    part.file.resume();
  }
  const before = [fields['pictures'] ?? []].flat();
  request.body = { ...fields, ...((stored.length > 0 || before.length > 0) && { pictures: [...before, ...stored] }) };
  return refused;
}

function addField(fields: Fields, part: { fieldname: string; value: unknown; valueTruncated?: boolean }): Refusal | undefined {
  if (part.valueTruncated) return new Refusal('too-large', 413);
  if (typeof part.value !== 'string') return new Refusal('invalid-input', 400);
  const said = fields[part.fieldname];
  fields[part.fieldname] = said === undefined ? part.value : [said, part.value].flat();
  return undefined;
}

async function tryKeep(keep: KeepOne, upload: Upload, number: number): Promise<string | Refusal> {
  if (number > MOST_PICTURES) return new Refusal('too-many-pictures-at-once', 409, { most: MOST_PICTURES });
  try {
    return await keep(upload);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new Refusal('one-picture-refused', error.status, { ...error.values, number, why: error.code });
  }
}
