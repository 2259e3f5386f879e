/** A date, a number, a document, a word that announces something. `key` is equal for the same fact written otherwise. */
export interface Fact {
  readonly key: string;
  readonly what: 'number' | 'day' | 'document' | 'marker' | 'sentence';
  readonly start: number;
  readonly end: number;
}
