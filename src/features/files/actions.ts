import type { Static } from 'typebox';
import { change, type Signed } from '../../kit/change.ts';
import type { Received } from '../../kit/files.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Upload } from '../../kit/serve.ts';
import { FILE, type StoredFile } from './contract.ts';
import { oleStreams, readAt, zipEntries } from './office.ts';
import { redraw } from './pictures.ts';
import { displayName, type Ending, type Form, formOf, isPicture, officeEnding, oleEnding, TYPES } from './rules.ts';
import * as store from './store.ts';

const DAY_MS = 24 * 3_600_000;
const MB = 1_048_576;

export const fileActions = (house: House) => ({
  /** 上传: keeps a picture redrawn, a document as it is; what it is, its bytes say. */
  async store(call: Signed, upload: Upload): Promise<Static<typeof StoredFile>> {
    const mayDocuments = may(call.person, ['editor']);
    const stored = await store.storedSince(house.db, call.person.id, new Date(call.now.getTime() - DAY_MS));
    if (stored >= FILE.perDay) throw new Refusal('too-many-files', 429, { most: FILE.perDay, seconds: 3600 });
    await using received = await house.files.receive(upload.content, mayDocuments ? house.files.most : FILE.pictureMb * MB);
    if (received.size === 0) throw new Refusal('file-missing', 400);
    const form = formOf(await readAt(received.file)(0, 64));
    if (form === null) throw new Refusal('file-type-refused', 422);
    if (form === 'heic') throw new Refusal('picture-heic', 422);
    const kept = isPicture(form) ? await keepPicture(house, received) : await keepDocument(received, form, mayDocuments);
    const { ending, ...file } = kept;
    const row = { id: newId(), ...file, type: TYPES[ending], name: displayName(upload.name, ending), personId: call.person.id };
    return change(house, call, async (tx, ledger) => {
      await store.insertFile(tx, { ...row, now: call.now });
      ledger.concerns(row.id);
      return viewOf(row);
    });
  },
  /** A picture of one's own, before it stands anywhere. */
  async openOwnPicture(call: Signed, { id }: { id: string }) {
    const row = await store.fileOf(house.db, id);
    if (row?.personId !== call.person.id || row.width === null) throw unknown('thing');
    return row;
  },
});
export type FileActions = ReturnType<typeof fileActions>;

type Kept = Pick<store.FileRow, 'sha256' | 'size' | 'width' | 'height'> & { readonly ending: Ending };

async function keepPicture(house: House, received: Received): Promise<Kept> {
  if (received.size > FILE.pictureMb * MB) throw new Refusal('file-too-large', 413, { most: FILE.pictureMb });
  const { content, width, height } = await redraw(received.path);
  return { ...(await house.files.keep(content)), width, height, ending: 'jpg' };
}

async function keepDocument(received: Received, form: Exclude<Form, 'jpeg' | 'png' | 'webp'>, may: boolean): Promise<Kept> {
  if (!may) throw new Refusal('documents-by-editors', 403);
  const ending = await endingOf(received, form);
  return { ...(await received.keep()), width: null, height: null, ending };
}
async function endingOf(received: Received, form: Form): Promise<Ending> {
  const read = readAt(received.file);
  if (form === 'pdf') return 'pdf';
  if (form === 'zip') return officeEnding(await zipEntries(read, received.size));
  return oleEnding(await oleStreams(read));
}

const viewOf = ({ id, type, name, size, width, height }: store.FileRow): Static<typeof StoredFile> => ({
  id,
  kind: width === null ? 'document' : 'picture',
  type,
  name,
  size,
  width,
  height,
  url: width === null ? null : `/my/pictures/${id}`,
});
