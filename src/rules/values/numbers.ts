import { classOf } from './document.ts';

/** `coefficient` × 10 to the power of `exponent`. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** MongoDB rounds a double to the digits of a decimal before it compares the two. */
const digitsOfDecimal = 34;

/** Negative, 0 or positive; undefined where one is NaN and the other is not, and where one is of no number's type. */
export function compareNumbers(a: unknown, b: unknown): number | undefined {
  const [left, right] = [plainNumber(a), plainNumber(b)];
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'string' || typeof right === 'string') return compareDecimals(left, right);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) && Number.isNaN(right) ? 0 : undefined;
  return order(left, right);
}

function order<Value extends number | bigint>(left: Value, right: Value): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** JavaScript compares numbers and integers of any length exactly; decimals stay texts. Undefined: it is no number. */
function plainNumber(value: unknown): number | bigint | string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const type = classOf(value);
  if (type === 'Int32' || type === 'Double') return Number(value);
  if (type === 'Long') return BigInt(String(value));
  return type === 'Decimal128' ? decimal(String(value)) : undefined;
}

function decimal(text: string): number | string {
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
