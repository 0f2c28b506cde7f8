import fc from 'fast-check';
import { path, scalar, value } from './random-values.ts';

/** What the user's data holds, by name: expansions in random expressions speak of these. */
export const userData = fc.record({ one: value, two: value, list: fc.array(scalar, { maxLength: 3 }) });

const expansions = ['one', 'two', 'list', 'missing'].map((name) => `%%user.custom_data.${name}`);
const expansion = fc.constantFrom(...expansions, '%%user.id', '%%true');
const field = fc.oneof({ arbitrary: path, weight: 6 }, { arbitrary: path.map((name) => `%%root.${name}`), weight: 1 });
const key = fc.oneof({ arbitrary: field, weight: 8 }, { arbitrary: expansion, weight: 2 });
const list = fc.oneof(fc.array(fc.oneof(scalar, expansion), { maxLength: 3 }), fc.constantFrom(...expansions));
/** Lists and documents as literals: documents of field names only, which are no operators. */
const operand = fc.oneof(
  scalar,
  expansion,
  value,
  path.map((name) => `%%root.${name}`),
);
const sign = fc.constantFrom('$', '%');

const test = fc.oneof(
  operand,
  fc.tuple(sign, fc.constantFrom('eq', 'ne'), operand).map(([prefix, name, right]) => ({ [prefix + name]: right })),
  fc
    .tuple(sign, fc.constantFrom('gt', 'gte', 'lt', 'lte'), fc.oneof(scalar, expansion))
    .map(([prefix, name, right]) => ({ [prefix + name]: right })),
  fc
    .tuple(sign, fc.constantFrom('in', 'nin', 'all'), list)
    .map(([prefix, name, right]) => ({ [prefix + name]: right })),
  fc.tuple(sign, fc.boolean()).map(([prefix, there]) => ({ [`${prefix}exists`]: there })),
);

/** Expressions of every form, as JSON with BSON values. */
export const { expression } = fc.letrec<{ expression: unknown }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: fc.tuple(key, test).map(([name, right]) => ({ [name]: right })), weight: 6 },
    { arbitrary: fc.dictionary(field, test, { maxKeys: 2 }), weight: 1 },
    {
      arbitrary: fc
        .tuple(
          fc.constantFrom('%and', '$or', '%nor', '%not'),
          fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
        )
        .map(([name, parts]) => ({ [name]: parts })),
      weight: 2,
    },
    { arbitrary: tie('expression').map((inner) => ({ '%not': inner })), weight: 1 },
    { arbitrary: tie('expression').map((inner) => ({ '%%false': { '%and': [inner] } })), weight: 1 },
    { arbitrary: fc.boolean(), weight: 1 },
  ),
}));
