/** Where MongoDB's documentation leaves a choice, or what it refuses and many applications used. The defaults are the safest. */
export interface RuleSettings {
  /** Query operators that users may send beside the documented ones: `$regex`, `$text`, … Code, `$where` and `$expr`, never. */
  readonly additionalOperators?: readonly string[] | undefined;
  /** `both`: a write condition that does not speak of the document before must hold before and after. `after`: only after. */
  readonly writeConditions?: 'both' | 'after' | undefined;
  /** Whether a document may be replaced by a role that does not see all of it: `visible` refuses; `changed` refuses what changes. */
  readonly replacements?: 'visible' | 'changed' | undefined;
}
