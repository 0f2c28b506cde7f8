import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';

/** Few values, so that they often meet; equal ones of different types among them. */
export const scalar = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  1,
  -1,
  2,
  1.5,
  new Double(1),
  new Double(-0),
  new Double(Number.NaN),
  new Double(Infinity),
  new Int32(2),
  Long.fromNumber(1),
  Long.fromString('9007199254740993'),
  new Double(9007199254740992),
  Decimal128.fromString('1.0'),
  Decimal128.fromString('1.5'),
  Decimal128.fromString('NaN'),
  Decimal128.fromString('0.1'),
  0.1,
  '',
  'a',
  'b',
  'A',
  'é',
  '😀',
  '\uffff',
  '$a',
  '%%user.id',
  '000000000000000000000001',
  new ObjectId('000000000000000000000001'),
  new ObjectId('000000000000000000000002'),
  new Date(0),
  new Date(1),
  new Binary(Buffer.from('a')),
  new Binary(Buffer.alloc(16, 1), 4),
  new BSONRegExp('^a', 'i'),
  new Timestamp({ t: 1, i: 1 }),
);

export const fieldName = fc.constantFrom('a', 'b', 'c', 'd');

/** Scalars, lists and documents, a few levels deep. */
export const { value, document } = fc.letrec<{ value: unknown; document: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { arbitrary: scalar, weight: 4 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 2 },
    { arbitrary: tie('document'), weight: 2 },
  ),
  document: fc
    .uniqueArray(fc.tuple(fieldName, tie('value')), { maxLength: 3, selector: ([name]) => name })
    .map((fields) => Object.fromEntries(fields)),
}));

export const path = fc
  .array(fc.oneof({ arbitrary: fieldName, weight: 8 }, { arbitrary: fc.constantFrom('0', '1'), weight: 1 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((names) => (/^\d/.test(names[0] ?? '') ? ['a', ...names] : names).join('.'));
