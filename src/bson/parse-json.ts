import { JsonReader, MAX_DEPTH } from './json-reader.ts';

/** Only a text with so long a run of digits can hold an integer that a double would change. */
const MAY_HOLD_BIG_INTEGER = /\d{16}/;
/** V8 takes names with escapes for others that it has seen before: https://github.com/nodejs/node/issues/63785 */
const MAY_HOLD_ESCAPED_NAME = /\\.[^"\\]*"\s*:/s;

/**
 * Strict JSON → plain JavaScript values, as JSON.parse makes them, except that an int64 that a double would change becomes
 * `{$numberLong: "…"}`; larger ones lose digits as in JavaScript. Throws JsonSyntaxError, also for more than 1000 levels,
 * so that nobody who walks the values runs out of stack.
 */
export function parseJson(text: string): unknown {
  if (MAY_HOLD_BIG_INTEGER.test(text) || MAY_HOLD_ESCAPED_NAME.test(text) || nestsTooDeep(text))
    return new JsonReader(text).read();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return new JsonReader(text).read();
    throw error;
  }
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** A look at the characters alone, many times faster than parsing: for any text, right for valid ones. */
function nestsTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const next = text.charCodeAt(at);
    if (next === QUOTE) at = stringEnd(text, at);
    else if (next === CLOSE_ARRAY || next === CLOSE_OBJECT) depth--;
    else if ((next === OPEN_ARRAY || next === OPEN_OBJECT) && ++depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The place of the quote that ends the string; the end of the text when there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
