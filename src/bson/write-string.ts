import type { JsonWriter } from './json-writer.ts';
import { cstringEnd, type RawBson } from './raw-bson.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** A byte becomes six at most (`\u0001`), so long strings go in slices: their worst case would be a waste to reserve at once. */
const SLICE_BYTES = 4096;
const MOST_PER_BYTE = 6;
const SHORT_NAME_BYTES = 64;

/** 1 for the bytes that a JSON string holds as they are and that need no look at their neighbours. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

const ESCAPES: readonly string[] = Array.from({ length: 0x80 }, (_, byte) =>
  JSON.stringify(String.fromCharCode(byte)).slice(1, -1),
);

/** Writes the name that starts at `start` as a JSON string with its colon; answers where its NUL is. */
export function writeName(out: JsonWriter, source: RawBson, start: number, limit: number): number {
  out.reserve(SHORT_NAME_BYTES + 3);
  const { bytes } = out;
  let { at } = out;
  let from = start;
  bytes[at++] = QUOTE;
  // Names are short and plain: their end is found while copying. Others start again.
  const stop = Math.min(start + SHORT_NAME_BYTES, limit);
  while (from < stop) {
    const byte = source.bytes[from] as number;
    if (IS_PLAIN[byte] === 0) break;
    bytes[at++] = byte;
    from++;
  }
  if (from >= limit || source.bytes[from] !== 0) return writeUnusualName(out, source, start, limit);
  bytes[at++] = QUOTE;
  bytes[at++] = COLON;
  out.at = at;
  return from;
}

function writeUnusualName(out: JsonWriter, source: RawBson, start: number, limit: number): number {
  const end = cstringEnd(source, start, limit);
  writeString(out, source, start, end);
  out.byte(COLON);
  return end;
}

/** Writes the UTF-8 bytes from `start` to `end` as a JSON string; what is not UTF-8 becomes U+FFFD, so the text always is. */
export function writeString(out: JsonWriter, source: RawBson, start: number, end: number): void {
  out.byte(QUOTE);
  let from = start;
  do from = writeSlice(out, source, from, end);
  while (from < end);
  out.bytes[out.at++] = QUOTE;
}

/** Leaves room for the closing quote. */
function writeSlice(out: JsonWriter, source: RawBson, start: number, end: number): number {
  const stop = Math.min(start + SLICE_BYTES, end);
  out.reserve((stop - start + 1) * MOST_PER_BYTE);
  let from = start;
  while (from < stop) {
    from = copyPlain(out, source, from, stop);
    if (from < stop) from = writeSpecial(out, source, from, end);
  }
  return from;
}

function copyPlain(out: JsonWriter, source: RawBson, start: number, stop: number): number {
  const { bytes, view } = out;
  let { at } = out;
  let from = start;
  for (; from + 8 <= stop; from += 8, at += 8) {
    const low = source.view.getInt32(from, true);
    const high = source.view.getInt32(from + 4, true);
    if (((specialBits(low) | specialBits(high)) & 0x80808080) !== 0) break;
    view.setInt32(at, low, true);
    view.setInt32(at + 4, high, true);
  }
  for (; from < stop; from++) {
    const byte = source.bytes[from] as number;
    if (IS_PLAIN[byte] === 0) break;
    bytes[at++] = byte;
  }
  out.at = at;
  return from;
}

/**
 * Looks at four bytes at once: the high bit of some byte is set if, and only if, one of them is not plain.
 * https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
 */
function specialBits(word: number): number {
  const isQuote = (word ^ 0x22222222) - 0x01010101;
  const isBackslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return word | (word - 0x20202020) | isQuote | isBackslash;
}

function writeSpecial(out: JsonWriter, source: RawBson, from: number, end: number): number {
  const byte = source.bytes[from] as number;
  if (byte < 0x80) {
    out.ascii(ESCAPES[byte] as string);
    return from + 1;
  }
  const length = sequenceLength(source.bytes, from, end);
  if (length === 0) return writeBroken(out, source, from, end);
  for (let index = 0; index < length; index++) out.bytes[out.at++] = source.bytes[from + index] as number;
  return from + length;
}

/** The length of the multi-byte character at `from`, 0 when it is not well-formed (Unicode table 3-7). */
function sequenceLength(bytes: Buffer, from: number, end: number): number {
  const lead = bytes[from] as number;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0 || from + length > end) return 0;
  const second = bytes[from + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index++) {
    if (((bytes[from + index] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Strings that are not UTF-8 are rare: the decoder of the platform replaces in them as the Encoding Standard says. */
function writeBroken(out: JsonWriter, source: RawBson, from: number, end: number): number {
  const text = JSON.stringify(source.bytes.toString('utf8', from, end)).slice(1, -1);
  out.reserve(text.length * 3 + 1);
  out.at += out.bytes.write(text, out.at, 'utf8');
  return end;
}
