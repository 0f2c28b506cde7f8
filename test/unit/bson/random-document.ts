import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import fc from 'fast-check';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 60, maxLength: 200 }),
);
const withoutNul = (value: string): boolean => !value.includes('\0');
const cstring = text.filter(withoutNul);
/** JavaScript moves integer-like names to the front, and `$ref` makes the reference library build a DBRef. */
const name = fc
  .oneof(cstring, fc.constantFrom('', '__proto__', 'constructor', '"', '\\', '$set', 'a.b', 'ключ'))
  .filter((key) => !/^\d+$/.test(key) && !/^\$(?:ref|id|db)$/.test(key));

const shortFraction = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }))
  .map(([digits, exponent]) => Number(`${digits}e-${exponent}`));
/** The reference library writes −0 as `0` in relaxed mode: that case has a test of its own. */
export const double = fc.oneof(fc.double(), shortFraction).filter((value) => !Object.is(value, -0));
/** The reference library rounds larger ones in relaxed mode: they have a test of their own. */
const safeLong = fc.maxSafeInteger().map((value) => Long.fromNumber(value));
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const coefficient = fc.bigInt({ min: 1n - 10n ** 34n, max: 10n ** 34n - 1n });
const exponent = fc.oneof(fc.integer({ min: -40, max: 5 }), fc.integer({ min: -6176, max: 6111 }));
const decimal = fc.oneof(
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0', '0.00'),
  fc.tuple(fc.oneof(coefficient, fc.maxSafeInteger()), exponent).map(([digits, power]) => `${digits}E${power}`),
);
const subType = fc.constantFrom(0, 2, 3, 4, 5, 0x80, 0xff);

const scalar = fc.oneof(
  double.map((value) => new Double(value)),
  text,
  fc.tuple(fc.uint8Array({ maxLength: 40 }), subType).map(([data, type]) => new Binary(data, type)),
  bytes(12).map((id) => new ObjectId(id)),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  fc.constant(null),
  fc
    .tuple(cstring, fc.constantFrom('', 'i', 'xsm', 'ux'))
    .map(([pattern, options]) => new BSONRegExp(pattern, options)),
  text.map((code) => new Code(code)),
  text.map((value) => new BSONSymbol(value)),
  fc.integer().map((value) => new Int32(value)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  safeLong,
  decimal.map((digits) => Decimal128.fromString(digits)),
  fc.constant(new MinKey()),
  fc.constant(new MaxKey()),
);

const { value } = fc.letrec<{ value: unknown; document: Map<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    scalar,
    tie('document'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.tuple(text, tie('document')).map(([code, scope]) => new Code(code, Object.fromEntries(scope))),
  ),
  document: fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((fields) => new Map(fields)),
}));

/** A document of any shape and of every type that the reference library can write, as raw BSON. */
export const randomDocument = fc
  .array(fc.tuple(name, value), { maxLength: 8 })
  .map((fields) => Buffer.from(serialize(new Map(fields))));

/** A raw BSON array of the raw documents. */
export function rawArray(documents: readonly Buffer[]): Buffer {
  const elements = documents.map((document, index) => Buffer.concat([Buffer.from(`\x03${index}\0`), document]));
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 4);
  return Buffer.concat([length, body]);
}
