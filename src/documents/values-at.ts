import { Code, Decimal128, type Document, Double, EJSON, Int32, Long } from 'bson';

/** The values of a field as MongoDB's `distinct` takes them: through lists on the way, and of a list its elements. */
export function valuesAt(document: Document, field: string): readonly unknown[] {
  return below(document, field.split('.')).flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
}

function below(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) {
    const isPosition = /^\d+$/.test(name) && Number(name) < value.length;
    const byPosition = isPosition ? below(value[Number(name)], rest) : [];
    return [...byPosition, ...value.filter(isDocument).flatMap((item) => below(item, path))];
  }
  return isDocument(value) && Object.hasOwn(value, name) ? below(value[name], rest) : [];
}

/** A text that two values share when MongoDB takes them for the same: numbers by their value, whatever their type. */
export function identityOf(value: unknown): string {
  return EJSON.stringify(withNumbersAsTexts(value), { relaxed: false });
}

function withNumbersAsTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbersAsTexts);
  if (isNumber(value)) return new Code(decimalText(value.toString()));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withNumbersAsTexts(inner)]));
}

/** `<digits>e<power of ten>`, with no zeros that change nothing. */
function decimalText(text: string): string {
  const [, sign = '', whole, fraction = '', power = '0'] = /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0e0';
  return `${sign}${significant}e${Number(power) - fraction.length + digits.length - significant.length}`;
}

type BsonNumber = Decimal128 | Double | Int32 | Long;

function isNumber(value: unknown): value is BsonNumber {
  return [Decimal128, Double, Int32, Long].some((type) => value instanceof type);
}

function isDocument(value: unknown): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
