export { postCounts } from './page-store.ts';
