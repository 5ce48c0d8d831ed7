export { type FileRow, fileOf } from './store.ts';
