import { readFileSync } from 'node:fs';
import type { Texts } from './store.ts';

/** The notice that comes with the program: complete for what this program does; the institution's own particulars are filled in. */
export const defaultNotice = (): Texts => ({
  zh: readFileSync('seeds/privacy/zh.md', 'utf8').trim(),
  en: readFileSync('seeds/privacy/en.md', 'utf8').trim(),
});
