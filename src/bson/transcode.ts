import { CorruptBsonError } from './corrupt-bson-error.ts';
import type { JsonMode } from './dialects.ts';
import { rawElements } from './documents.ts';
import { JsonWriter } from './json-writer.ts';
import { cstringEnd, documentEnd, RawBson, valueEnd } from './raw-bson.ts';
import { writeDocument, writeValue } from './write-value.ts';

export interface TranscodeOptions {
  /** `json`: the plain JSON of the Atlas Data API. `canonical`, `relaxed`: Extended JSON v2. */
  mode: JsonMode;
  /** Names of top-level fields that are left out of the text. */
  hide?: readonly string[];
}

const CHUNK_BYTES = 64 * 1024;
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const CLOSE = 0x7d;

/** Scratch space, one for the thread: it is only in use between a `begin` and the next `copy`, with nothing awaited or yielded between. */
const writer = new JsonWriter();

/** The JSON text of one raw BSON document. Throws CorruptBsonError. */
export function documentToJson(document: Uint8Array, options: TranscodeOptions): Buffer {
  writer.begin(options.mode);
  writeWhole(document, options);
  return writer.copy();
}

/** The same as the only member of an object: `{"document":{…}}`. @param name in letters */
export function memberToJson(name: string, document: Uint8Array, options: TranscodeOptions): Buffer {
  writer.begin(options.mode);
  writer.ascii(`{"${name}":`);
  writeWhole(document, options);
  writer.byte(CLOSE);
  return writer.copy();
}

function writeWhole(document: Uint8Array, options: TranscodeOptions): void {
  const source = new RawBson(document);
  const end = documentEnd(source, 0, source.bytes.length);
  if (end !== source.bytes.length) throw new CorruptBsonError('there are bytes behind the document', end);
  writeDocument(writer, source, 0, end, 1, hiddenNames(options));
}

/**
 * The JSON texts of the documents of a raw BSON array, joined by commas, without brackets, in chunks of about 64 KiB
 * (a larger document is one chunk). Throws CorruptBsonError, after the chunks before the bad place.
 */
export function* arrayToJson(array: Uint8Array, options: TranscodeOptions): Generator<Buffer> {
  const source = new RawBson(array);
  const limit = documentEnd(source, 0, source.bytes.length) - 1;
  const hidden = hiddenNames(options);
  let at = 4;
  while (at < limit) {
    writer.begin(options.mode);
    at = writeElements(source, at, limit, hidden);
    yield writer.copy();
  }
}

/** Writes elements from `from` on until there is enough for a chunk; answers where it stopped. */
function writeElements(source: RawBson, from: number, limit: number, hidden: readonly Buffer[] | undefined): number {
  let at = from;
  while (at < limit && writer.at < CHUNK_BYTES) {
    const type = source.bytes[at] as number;
    if (at > 4) writer.byte(0x2c);
    const start = cstringEnd(source, at + 1, limit) + 1;
    const end = valueEnd(source, type, start, limit);
    if (type === DOCUMENT) writeDocument(writer, source, start, end, 1, hidden);
    else writeValue(writer, source, type, start, end, 1);
    at = end;
  }
  return at;
}

/**
 * The JSON text of one field of a raw BSON document, undefined when it is absent. `path` is dotted (`address.city`).
 * A path that meets an array ends there and gives the whole array, since no single value stands for it in a sort.
 * Throws CorruptBsonError.
 */
export function fieldToJson(document: Uint8Array, path: string, options: TranscodeOptions): Buffer | undefined {
  let source = new RawBson(document);
  const names = path.split('.');
  for (const [index, name] of names.entries()) {
    const element = findElement(source, Buffer.from(name));
    if (element === undefined) return undefined;
    if (index === names.length - 1 || element.type === ARRAY) {
      writer.begin(options.mode);
      writeValue(writer, source, element.type, element.start, element.end, 1);
      return writer.copy();
    }
    if (element.type !== DOCUMENT) return undefined;
    source = new RawBson(source.bytes.subarray(element.start, element.end));
  }
  return undefined;
}

function findElement(source: RawBson, name: Buffer) {
  for (const element of rawElements(source)) {
    if (name.equals(source.bytes.subarray(element.nameStart, element.nameEnd))) return element;
  }
  return undefined;
}

function hiddenNames({ hide }: TranscodeOptions): readonly Buffer[] | undefined {
  return hide === undefined || hide.length === 0 ? undefined : hide.map((name) => Buffer.from(name));
}
