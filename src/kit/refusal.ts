/**
 * An expected no. The code stands in the contract's `refusals` and has a sentence in src/web/words.
 * 404 for what one may not know exists, 403 for what one knows but may not do, 409 for "too late", 429 for "too fast".
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  /** Values for the sentence (limits, times); never a name, a phone or a text of somebody else. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The fields of the thing that it is about, each a place to mend; the sentence of each gets its name as the value `field`. */
  readonly fields: readonly string[];
  constructor(code: string, status = 409, values: Readonly<Record<string, string | number>> = {}, fields: readonly string[] = []) {
    super(code);
    this.code = code;
    this.status = status;
    this.values = values;
    this.fields = fields;
  }
}

export const unknown = (what: string): Refusal => new Refusal(`unknown-${what}`, 404);
