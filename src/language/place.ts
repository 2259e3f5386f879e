/** Something found in a text; `value` is its normal form. */
export interface Place {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}
