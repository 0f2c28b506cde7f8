import { Decimal128, Double, Int32, Long } from 'bson';

/** `coefficient` × 10 to the power of `exponent`. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** MongoDB rounds a double to the digits of a decimal before it compares the two. */
const digitsOfDecimal = 34;

/** Negative, 0 or positive; undefined where one is not a number at all (NaN) and the other is. */
export function compareNumbers(a: unknown, b: unknown): number | undefined {
  const [left, right] = [plainNumber(a), plainNumber(b)];
  if (typeof left === 'string' || typeof right === 'string') return compareDecimals(left, right);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) && Number.isNaN(right) ? 0 : undefined;
  return order(left, right);
}

function order<Value extends number | bigint>(left: Value, right: Value): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** JavaScript compares numbers and integers of any length exactly; decimals stay texts. */
function plainNumber(value: unknown): number | bigint | string {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) return value.toBigInt();
  if (!(value instanceof Decimal128)) return Number.NaN;
  const text = value.toString();
  return /^-?(?:NaN|Infinity)$/.test(text) ? Number(text) : text;
}

function compareDecimals(a: number | bigint | string, b: number | bigint | string): number | undefined {
  if (isUnbounded(a) || isUnbounded(b)) return compareNumbers(roughly(a), roughly(b));
  const [left, right] = [toDecimal(a), toDecimal(b)];
  const exponent = Math.min(left.exponent, right.exponent);
  return order(scaled(left, exponent), scaled(right, exponent));
}

function isUnbounded(value: number | bigint | string): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

/** Only beside NaN and infinity, where how large a finite number is does not matter. */
function roughly(value: number | bigint | string): number | bigint {
  return typeof value === 'string' ? 0 : value;
}

function toDecimal(value: number | bigint | string): Decimal {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  const text = typeof value === 'number' ? value.toPrecision(digitsOfDecimal) : value;
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * 10n ** BigInt(exponent - to);
}
