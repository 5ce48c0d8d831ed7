/** One sentence for the operator, in both languages of the product. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What keeps the house from running, said to its operator with what to do: printed without a stack. */
export class Unfit extends Error {
  readonly sentences: readonly Sentence[];
  constructor(...sentences: readonly Sentence[]) {
    super(sentences.map(({ zh, en }) => `${zh}\n${en}`).join('\n'));
    this.sentences = sentences;
  }
}

export const unfit = (zh: string, en: string): Unfit => new Unfit({ zh, en });

/** For entry files: words and code 2 for what the operator can mend, a stack and code 1 for a defect. */
export function leave(error: unknown): never {
  console.error(error instanceof Unfit ? error.message : error);
  process.exit(error instanceof Unfit ? 2 : 1);
}
