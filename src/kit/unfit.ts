import type { Sentence } from './settings.ts';

/** What keeps the house from running, said to its operator: printed without a stack, with what to do. */
export class Unfit extends Error {
  readonly sentence: Sentence;
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.sentence = { zh, en };
  }
}

/** For entry files: words for the operator, a stack only for what is a defect. */
export function leave(error: unknown): never {
  if (error instanceof Unfit) {
    console.error(error.message);
    process.exit(2);
  }
  console.error(error);
  process.exit(1);
}
