export { oleStreams, type PlacedEntry, type ReadAt, readAt, zipEntries } from './office.ts';
export { displayName, officeEnding } from './rules.ts';
export { type FileRow, fileOf } from './store.ts';
/** Due: a content that may be named no more; its key is the digest in hex. */
export const DROP_CONTENT = 'file.drop';
