import type { Static } from 'typebox';
import { type Call, change, type Signed } from '../../kit/change.ts';
import { plan, take } from '../../kit/due.ts';
import type { Received } from '../../kit/files.ts';
import type { House } from '../../kit/house.ts';
import { digest, newId } from '../../kit/ids.ts';
import { may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Upload } from '../../kit/serve.ts';
import { FILE, type StoredFile } from './contract.ts';
import { DROP_CONTENT } from './index.ts';
import { oleStreams, readAt, zipEntries } from './office.ts';
import { redraw } from './pictures.ts';
import { displayName, type Ending, type Form, formOf, isPicture, officeEnding, oleEnding, TYPES } from './rules.ts';
import * as store from './store.ts';

const DAY_MS = 24 * 3_600_000;
const MB = 1_048_576;
const SWEPT_AT_ONCE = 500;

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
    if (!isPicture(form)) return await keepDocument(house, call, upload, received, form, mayDocuments);
    if (received.size > FILE.pictureMb * MB) throw new Refusal('file-too-large', 413, { most: FILE.pictureMb });
    const { content, width, height } = await redraw(received.path);
    const sha256 = digest(content);
    return await keep(house, call, { name: upload.name, ending: 'jpg', sha256, size: content.byteLength, width, height }, () =>
      house.files.keep(content),
    );
  },
  /** The ticker's part: drops a content that no file is any more. */
  due: {
    [DROP_CONTENT]: (hex: string, now: Date) =>
      change(house, byTicker(DROP_CONTENT, now), async (tx) => {
        const sha256 = Buffer.from(hex, 'hex');
        await store.lockContent(tx, sha256);
        if ((await take(tx, DROP_CONTENT, hex, now)) && !(await store.isNamed(tx, sha256))) await house.files.drop(sha256);
      }),
  },
  /** The daily round's part: an upload that a day later stands nowhere, nor in a draft, goes; its content by the ticker. */
  async sweepUnused(now: Date): Promise<void> {
    const before = new Date(now.getTime() - DAY_MS);
    const some = () =>
      change(house, byTicker('file.sweep', now), async (tx) => {
        const contents = await store.deleteUnused(tx, before, SWEPT_AT_ONCE);
        for (const sha256 of contents) await plan(tx, DROP_CONTENT, sha256.toString('hex'), now);
        return contents.length;
      });
    while ((await some()) === SWEPT_AT_ONCE);
  },
  /** A picture of one's own, before it stands anywhere. */
  async openOwnPicture(call: Signed, { id }: { id: string }) {
    const row = await store.fileOf(house.db, id);
    if (row?.personId !== call.person.id || row.width === null) throw unknown('thing');
    return row;
  },
});
export type FileActions = ReturnType<typeof fileActions>;

async function keepDocument(house: House, call: Signed, { name }: Upload, received: Received, form: Form, may: boolean) {
  if (!may) throw new Refusal('documents-by-editors', 403);
  const { sha256, size } = received;
  const ending = await endingOf(received, form);
  return keep(house, call, { name, ending, sha256, size, width: null, height: null }, () => received.keep());
}

type Kept = Pick<store.FileRow, 'name' | 'sha256' | 'size' | 'width' | 'height'> & { readonly ending: Ending };
/** The content first, then its row: a row without its content never stands. */
const keep = (house: House, call: Signed, { name, ending, ...file }: Kept, place: () => Promise<unknown>) =>
  change(house, call, async (tx, ledger) => {
    const row = { id: newId(), ...file, type: TYPES[ending], name: displayName(name, ending), personId: call.person.id };
    await store.lockContent(tx, file.sha256);
    await place();
    await store.insertFile(tx, { ...row, now: call.now });
    ledger.concerns(row.id);
    return viewOf(row);
  });
const byTicker = (kind: string, now: Date): Call => ({
  person: null,
  now,
  act: `ticker ${kind}`,
  address: 'ticker',
  device: 'ticker',
  visitor: null,
});

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
