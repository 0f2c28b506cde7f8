import { compilePattern } from '../patterns/index.ts';
import { bsonTypeOf, isOfType, toNumber } from './bson-type.ts';
import { report, type Check } from './place.ts';
import { identityOf } from './same-value.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The keywords that look at one value alone. Schemas have been checked: each is of its kind. */
export function scalarChecks(schema: Schema): Check<unknown>[] {
  return [typeCheck(schema), enumCheck(schema), ...numberChecks(schema), ...stringChecks(schema)].filter(
    (check) => check !== undefined,
  );
}

function typeCheck({ bsonType, type }: Schema): Check<unknown> | undefined {
  const given = bsonType ?? type;
  if (given === undefined) return undefined;
  const names = [given].flat() as string[];
  return (visit) => {
    if (names.some((name) => isOfType(visit.value, name))) return;
    report(visit, 'bsonType', `must be of type ${names.join(' or ')}, not ${bsonTypeOf(visit.value)}`);
  };
}

function enumCheck({ enum: allowed }: Schema): Check<unknown> | undefined {
  if (allowed === undefined) return undefined;
  const identities = new Set((allowed as unknown[]).map(identityOf));
  return (visit) => {
    if (!identities.has(identityOf(visit.value))) report(visit, 'enum', 'must be one of the values that are listed');
  };
}

function numberChecks(schema: Schema): (Check<unknown> | undefined)[] {
  const { minimum, maximum, multipleOf, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  const least = toNumber(minimum);
  const most = toNumber(maximum);
  const step = toNumber(multipleOf);
  const [above, under] = [exclusiveMinimum ? 'greater than' : 'at least', exclusiveMaximum ? 'less than' : 'at most'];
  return [
    least === undefined
      ? undefined
      : numeric('minimum', `must be ${above} ${least}`, (n) => (exclusiveMinimum ? n > least : n >= least)),
    most === undefined
      ? undefined
      : numeric('maximum', `must be ${under} ${most}`, (n) => (exclusiveMaximum ? n < most : n <= most)),
    step === undefined ? undefined : numeric('multipleOf', `must be a multiple of ${step}`, (n) => n % step === 0),
  ];
}

function numeric(keyword: string, message: string, holds: (number: number) => boolean): Check<unknown> {
  return (visit) => {
    const number = toNumber(visit.value);
    if (number !== undefined && !holds(number)) report(visit, keyword, message);
  };
}

function stringChecks({ minLength, maxLength, pattern }: Schema): (Check<unknown> | undefined)[] {
  const least = toNumber(minLength);
  const most = toNumber(maxLength);
  // Tenants write patterns: this engine takes time in proportion to the text, whatever the pattern.
  const compiled = typeof pattern === 'string' ? compilePattern(pattern) : undefined;
  return [
    least && textual('minLength', `must have at least ${least} characters`, (text) => lengthOf(text) >= least),
    most === undefined
      ? undefined
      : textual('maxLength', `must have at most ${most} characters`, (text) => lengthOf(text) <= most),
    compiled && textual('pattern', `must match ${String(pattern)}`, (text) => compiled.matcher(text).find()),
  ].map((check) => (typeof check === 'function' ? check : undefined));
}

function textual(keyword: string, message: string, holds: (text: string) => boolean): Check<unknown> {
  return (visit) => {
    if (typeof visit.value === 'string' && !holds(visit.value)) report(visit, keyword, message);
  };
}

/** In code points, as MongoDB counts, not in UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
