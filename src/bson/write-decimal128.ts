import type { JsonWriter } from './json-writer.ts';
import type { RawBson } from './raw-bson.ts';
import { writeInteger, writePadded } from './write-number.ts';

const EXPONENT_BIAS = 6176;
const MOST_DIGITS = 34;
const MINUS = 0x2d;
const POINT = 0x2e;
const POWERS_OF_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];

/**
 * Writes the sixteen bytes at `at` as the text of a Decimal128. Room is reserved.
 * https://github.com/mongodb/specifications/blob/master/source/bson-decimal128/decimal128.md
 */
export function writeDecimal128Digits(out: JsonWriter, source: RawBson, at: number): void {
  const head = source.view.getUint32(at + 12, true);
  const combination = (head >>> 26) & 0x1f;
  if (combination === 0x1f) return out.ascii('NaN');
  if (head >>> 31 === 1) out.bytes[out.at++] = MINUS;
  if (combination === 0x1e) return out.ascii('Infinity');
  // The second form of the exponent goes with coefficients above 34 digits, which count as zero.
  const isHuge = combination >>> 3 === 3;
  const exponent = ((head >>> (isHuge ? 15 : 17)) & 0x3fff) - EXPONENT_BIAS;
  if (!isHuge && writeShort(out, source, at, exponent)) return;
  out.ascii(format(isHuge ? '0' : coefficientDigits(source, at), exponent));
}

/** Coefficients below 2⁵³ with up to six decimals, which is most money, need no bigint and no string. */
function writeShort(out: JsonWriter, source: RawBson, at: number, exponent: number): boolean {
  if (exponent > 0 || exponent < -6) return false;
  const middle = source.view.getUint32(at + 4, true);
  if (
    (source.view.getInt32(at + 12, true) & 0x1ffff) !== 0 ||
    source.view.getInt32(at + 8, true) !== 0 ||
    middle >= 0x200000
  )
    return false;
  const coefficient = middle * 2 ** 32 + source.view.getUint32(at, true);
  if (exponent === 0) {
    writeInteger(out, coefficient);
    return true;
  }
  const power = POWERS_OF_TEN[-exponent] as number;
  const whole = Math.floor(coefficient / power);
  writeInteger(out, whole);
  out.bytes[out.at++] = POINT;
  writePadded(out, coefficient - whole * power, -exponent);
  return true;
}

function coefficientDigits(source: RawBson, at: number): string {
  const high = source.view.getBigUint64(at + 8, true) & 0x1ffffffffffffn;
  const digits = ((high << 64n) | source.view.getBigUint64(at, true)).toString();
  return digits.length > MOST_DIGITS ? '0' : digits;
}

function format(digits: string, exponent: number): string {
  const adjusted = digits.length - 1 + exponent;
  if (exponent > 0 || adjusted < -6) return scientific(digits, adjusted);
  if (exponent === 0) return digits;
  const padded = digits.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

function scientific(digits: string, adjusted: number): string {
  const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
  return `${mantissa}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}
