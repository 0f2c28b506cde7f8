import { JsonReader } from './json-reader.ts';

/** Only a text with so long a run of digits can hold an integer that a double would change. */
const MAY_HOLD_BIG_INTEGER = /\d{16}/;
/** V8 takes names with escapes for others that it has seen before: https://github.com/nodejs/node/issues/63785 */
const MAY_HOLD_ESCAPED_NAME = /\\.[^"\\]*"\s*:/s;

/**
 * Strict JSON → plain JavaScript values, as JSON.parse makes them, except that an int64 that a double would change becomes
 * `{$numberLong: "…"}`; larger ones lose digits as in JavaScript. Throws JsonSyntaxError.
 */
export function parseJson(text: string): unknown {
  if (MAY_HOLD_BIG_INTEGER.test(text) || MAY_HOLD_ESCAPED_NAME.test(text)) return new JsonReader(text).read();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return new JsonReader(text).read();
    throw error;
  }
}
