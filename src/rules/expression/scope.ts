/** What an expression may speak of at its place. */
export interface Scope {
  /** `document`: fields, `%%root`, `%%this`, `%%prevRoot`, `%%prev`. `query`: fields and `%%root`, for MongoDB to compare. `user`: nothing of a document. */
  readonly sees: 'document' | 'query' | 'user';
  /** For messages: `apply_when of a filter`. */
  readonly name: string;
}
