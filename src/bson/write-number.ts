import type { JsonWriter } from './json-writer.ts';
import type { RawBson } from './raw-bson.ts';

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const TWO_TO_32 = 2 ** 32;
const BILLION = 1e9;
const MILLION = 1e6;

/** Writes `width` digits, with leading zeros. Room is reserved; `value` is an integer below 2³¹. */
export function writePadded(out: JsonWriter, value: number, width: number): void {
  const { bytes, at } = out;
  let rest = value | 0;
  for (let index = at + width - 1; index >= at; index--) {
    const tenth = (rest / 10) | 0;
    bytes[index] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  out.at = at + width;
}

/** Writes an integer that a double holds exactly. Room is reserved. */
export function writeInteger(out: JsonWriter, value: number): void {
  let rest = value;
  if (rest < 0) {
    out.bytes[out.at++] = MINUS;
    rest = -rest;
  }
  if (rest >= BILLION) {
    const billions = Math.floor(rest / BILLION);
    writeInteger(out, billions);
    writePadded(out, rest - billions * BILLION, 9);
  } else writePadded(out, rest, digitCount(rest));
}

function digitCount(value: number): number {
  if (value < 10) return 1;
  if (value < 100) return 2;
  if (value < 1000) return 3;
  if (value < 10_000) return 4;
  if (value < 100_000) return 5;
  if (value < MILLION) return 6;
  if (value < 10_000_000) return 7;
  return value < 100_000_000 ? 8 : 9;
}

/** Writes the digits of the int64 at `at`, exactly. Room is reserved. */
export function writeInt64Digits(out: JsonWriter, source: RawBson, at: number): void {
  const value = int64At(source, at);
  if (Number.isSafeInteger(value)) writeInteger(out, value);
  else out.ascii(source.view.getBigInt64(at, true).toString());
}

/** The int64 at `at` as a double: exact while it is a safe integer. */
export function int64At(source: RawBson, at: number): number {
  return source.view.getInt32(at + 4, true) * TWO_TO_32 + source.view.getUint32(at, true);
}

/** Writes a finite double as JavaScript would (the shortest text that reads back the same), −0 as `-0.0`. Room is reserved. */
export function writeDoubleDigits(out: JsonWriter, value: number): void {
  if (Number.isSafeInteger(value)) {
    if (Object.is(value, -0)) out.ascii('-0.0');
    else writeInteger(out, value);
    return;
  }
  if (!writeShortFraction(out, value)) out.ascii(String(value));
}

/**
 * Prices and the like: up to six decimals below 10⁹. Two decimals of at most 15 digits never share a double, so if
 * `scaled / 10⁶` is this double, its digits are the shortest ones; that spares the search for them.
 */
function writeShortFraction(out: JsonWriter, value: number): boolean {
  const magnitude = Math.abs(value);
  if (magnitude >= BILLION) return false;
  const scaled = Math.round(magnitude * MILLION);
  if (scaled / MILLION !== magnitude) return false;
  if (value < 0) out.bytes[out.at++] = MINUS;
  const whole = Math.floor(scaled / MILLION);
  writeInteger(out, whole);
  out.bytes[out.at++] = POINT;
  writePadded(out, scaled - whole * MILLION, 6);
  while (out.bytes[out.at - 1] === ZERO) out.at--;
  return true;
}
