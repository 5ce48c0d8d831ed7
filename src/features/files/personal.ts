import { plan } from '../../kit/due.ts';
import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import { DROP_CONTENT } from './index.ts';
import * as store from './personal-store.ts';

const columns = ['file.person_id'];

/** 上传的图片和资料. Their bytes go when no row names their content any more. */
export const erasableFiles: Erasable = {
  name: 'files',
  columns,
  async erase(tx, personId, now) {
    const { contents, kept } = await store.eraseFiles(tx, personId);
    for (const content of contents) await plan(tx, DROP_CONTENT, content, now);
    return { removed: contents.length, kept };
  },
};
export const exportableFiles: Exportable = {
  name: 'files',
  columns,
  async *of(db, house, personId): AsyncIterable<Exported> {
    const files = await store.ownFiles(db, personId);
    yield { file: 'files.json', json: files.map(({ sha256: _, ...file }) => ({ ...file, stands: placeOf(file) })) };
    for (const file of files) yield { file: placeOf(file), content: () => house.files.read(file.sha256) };
  },
};
/** Named by its id: names that people chose may be alike, or no names at all. */
const placeOf = ({ id, name }: Pick<store.OwnFile, 'id' | 'name'>): string => `files/${id}${/\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? ''}`;
