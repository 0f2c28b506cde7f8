/**
 * Raw BSON bytes → JSON or Extended JSON text, without building objects; JSON text → the driver's values, and back.
 * A leaf: knows no HTTP, no driver, no Problem; imports nothing but the value classes of `bson`.
 */
export { CorruptBsonError } from './corrupt-bson-error.ts';
export type { JsonMode } from './dialects.ts';
export { arrayToJson, documentToJson, fieldToJson, memberToJson, type TranscodeOptions } from './transcode.ts';
export { countDocuments, documentsOf, firstDocument, lastDocument } from './documents.ts';
export { cutDocument } from './cut-document.ts';
export { readDocument } from './read-document.ts';
export { streamArray, writeArray, type BatchSource } from './array-stream.ts';
export { parseJson } from './parse-json.ts';
export { JsonSyntaxError } from './json-syntax-error.ts';
export { parseExtendedJson, toBson } from './to-bson.ts';
export { toExtendedJson } from './to-extended-json.ts';
export { ExtendedJsonError } from './extended-json-error.ts';
