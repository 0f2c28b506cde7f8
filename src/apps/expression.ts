/** What JSON can say. An int64 that a double would change stands as `{$numberLong: "…"}`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A rule expression: true or false for all, or conditions. */
export type Expression = boolean | { readonly [name: string]: JsonValue };

export type JsonSchema = Readonly<Record<string, JsonValue>>;
