import type { JsonWriter } from './json-writer.ts';
import type { RawBson } from './raw-bson.ts';
import { writeInteger } from './write-number.ts';

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const HEX = ascii('0123456789abcdef');
const BASE64 = ascii('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const EXTENDED = [ascii('{"$binary":{"base64":"'), ascii('","subType":"'), ascii('"}}')] as const;
const PLAIN = [ascii('{"Subtype":'), ascii(',"Data":"'), ascii('"}')] as const;
const PAD = 0x3d;
const OLD_BINARY = 0x02;

/** Writes the bytes from `start` to `end` as lower-case hexadecimal. Room is reserved. */
export function writeHex(out: JsonWriter, source: RawBson, start: number, end: number): void {
  const { bytes } = out;
  let { at } = out;
  for (let from = start; from < end; from++) {
    const byte = source.bytes[from] as number;
    bytes[at++] = HEX[byte >> 4] as number;
    bytes[at++] = HEX[byte & 15] as number;
  }
  out.at = at;
}

/** Writes the binary at `at`: length, subtype, bytes (subtype 2 repeats the length in front of the bytes). */
export function writeBinary(out: JsonWriter, source: RawBson, at: number): void {
  const end = at + 5 + source.view.getInt32(at, true);
  const start = source.bytes[at + 4] === OLD_BINARY ? at + 9 : at + 5;
  out.reserve(Math.ceil((end - start) / 3) * 4 + 64);
  if (out.dialect.mode === 'json') {
    out.literal(PLAIN[0]);
    writeInteger(out, source.bytes[at + 4] as number);
    out.literal(PLAIN[1]);
    writeBase64(out, source, start, end);
    out.literal(PLAIN[2]);
  } else {
    out.literal(EXTENDED[0]);
    writeBase64(out, source, start, end);
    out.literal(EXTENDED[1]);
    writeHex(out, source, at + 4, at + 5);
    out.literal(EXTENDED[2]);
  }
}

function writeBase64(out: JsonWriter, source: RawBson, start: number, end: number): void {
  const { bytes } = out;
  let { at } = out;
  for (let from = start; from < end; from += 3) {
    const left = end - from;
    const second = left > 1 ? (source.bytes[from + 1] as number) : 0;
    const third = left > 2 ? (source.bytes[from + 2] as number) : 0;
    const bits = ((source.bytes[from] as number) << 16) | (second << 8) | third;
    bytes[at++] = BASE64[bits >> 18] as number;
    bytes[at++] = BASE64[(bits >> 12) & 63] as number;
    bytes[at++] = left > 1 ? (BASE64[(bits >> 6) & 63] as number) : PAD;
    bytes[at++] = left > 2 ? (BASE64[bits & 63] as number) : PAD;
  }
  out.at = at;
}
