import { documentToJson, ExtendedJsonError, JsonSyntaxError, parseExtendedJson } from '../../bson/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import { toRawDocument } from './raw-document.ts';

/**
 * The `_id` that a path segment stands for: Extended JSON if it parses as such (`5`, `"x"`, `{"$oid": …}`), else an ObjectId
 * if it has 24 hexadecimal digits, else a string.
 */
export function parseDocumentId(text: string): unknown {
  // Before Extended JSON: 24 decimal digits, or digits around one e, would be a number that no double can hold exactly.
  if (/^[0-9a-f]{24}$/i.test(text)) return new ObjectId(text);
  try {
    return parseExtendedJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof ExtendedJsonError) return text;
    throw error;
  }
}

/** The path segment that stands for an `_id`: the shortest text that reads as the same value. */
export function formatDocumentId(id: unknown): string {
  if (id instanceof ObjectId) return id.toHexString();
  const text = typeof id === 'string' && isPlainText(id) ? id : toExtendedJson(id);
  return encodeURIComponent(text);
}

function isPlainText(id: string): boolean {
  return !/^\.{0,2}$/.test(id) && parseDocumentId(id) === id;
}

function toExtendedJson(id: unknown): string {
  return documentToJson(toRawDocument({ id }), { mode: 'relaxed' }).toString().slice('{"id":'.length, -1);
}
