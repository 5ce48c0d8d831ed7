import { roster } from '../../web/words/zh/roster.ts';

/** What a list calls its columns. An import reads these words, and an export writes them, whatever language the desk speaks. */
export const columnWords = roster.columns;
