import { compilePattern } from '../patterns/index.ts';
import { bsonTypeOf, toNumber } from './bson-type.ts';
import { goneFields, goneItems, looksBack } from './looking-back.ts';
import { below, report, type Check } from './place.ts';
import { identityOf } from './same-value.ts';

type Schema = Readonly<Record<string, unknown>>;
type Compile<Context> = (schema: unknown) => Check<Context>;

/** The keywords that look into documents. */
export function objectChecks<Context>(
  schema: Schema,
  compile: Compile<Context>,
  nullsAllowed: boolean,
): Check<Context>[] {
  const { required, properties, patternProperties, additionalProperties, dependencies } = schema;
  const least = toNumber(schema['minProperties']) ?? 0;
  const most = toNumber(schema['maxProperties']) ?? Infinity;
  const hasFields = [properties, patternProperties, additionalProperties].some((keyword) => keyword !== undefined);
  const ofFields = hasFields ? fields(schema, compile, nullsAllowed) : undefined;
  const checks: Check<Context>[] = [
    ...(required === undefined ? [] : [requiredFields(required as string[])]),
    ...(ofFields === undefined ? [] : [ofFields.present]),
    ...(dependencies === undefined ? [] : [dependent(dependencies as Schema, compile)]),
    (visit) => {
      const count = Object.keys(visit.value as object).length;
      if (count < least) report(visit, 'minProperties', `must have at least ${least} fields`);
      if (count > most) report(visit, 'maxProperties', `must have at most ${most} fields`);
    },
  ];
  return [...checks.map((check) => ofType('object', check)), ...(ofFields?.gone ?? [])];
}

/** The keywords that look into arrays. */
export function arrayChecks<Context>(schema: Schema, compile: Compile<Context>): Check<Context>[] {
  const { items, additionalItems, uniqueItems } = schema;
  const checkOf = checkByIndex(items, additionalItems, compile);
  const least = toNumber(schema['minItems']) ?? 0;
  const most = toNumber(schema['maxItems']) ?? Infinity;
  const checks: Check<Context>[] = [
    ...(items === undefined ? [] : [itemsCheck(items, additionalItems, checkOf)]),
    (visit) => {
      const value = visit.value as unknown[];
      if (value.length < least) report(visit, 'minItems', `must have at least ${least} items`);
      if (value.length > most) report(visit, 'maxItems', `must have at most ${most} items`);
      if (uniqueItems === true && new Set(value.map(identityOf)).size < value.length)
        report(visit, 'uniqueItems', 'must not hold the same item twice');
    },
  ];
  return [...checks.map((check) => ofType('array', check)), ...(looksBack(schema) ? [goneItems(checkOf)] : [])];
}

function ofType<Context>(type: string, check: Check<Context>): Check<Context> {
  return (visit) => {
    if (bsonTypeOf(visit.value) === type) check(visit);
  };
}

function requiredFields<Context>(names: readonly string[]): Check<Context> {
  return (visit) => {
    for (const name of names)
      if (fieldOf(visit.value, name) === undefined) report(below(visit, name, undefined), 'required', 'is required');
  };
}

/** What fields are held to, and those that are gone if the schema speaks of what was before. */
interface FieldChecks<Context> {
  readonly present: Check<Context>;
  readonly gone: readonly Check<Context>[];
}

function fields<Context>(schema: Schema, compile: Compile<Context>, nullsAllowed: boolean): FieldChecks<Context> {
  const required = new Set(schema['required'] as string[] | undefined);
  const isAbsent = (name: string, value: unknown): boolean =>
    value === undefined || (value === null && nullsAllowed && !required.has(name));
  const checksOf = checksByName(schema, compile);
  const isClosed = schema['additionalProperties'] === false;
  const present: Check<Context> = (visit) => {
    for (const [name, value] of Object.entries(visit.value as object)) {
      if (isAbsent(name, value)) continue;
      const place = below(visit, name, value);
      const checks = checksOf(name);
      for (const check of checks) check(place);
      // `_id` is there whether or not the schema speaks of it.
      if (isClosed && checks.length === 0 && !(name === '_id' && visit.path === ''))
        report(place, 'additionalProperties', 'is no field of the schema');
    }
  };
  return { present, gone: looksBack(schema) ? [goneFields(checksOf, isAbsent)] : [] };
}

/** Each field is held to its own schema, to those of the patterns that its name matches, or to that of the rest. */
function checksByName<Context>(schema: Schema, compile: Compile<Context>): (name: string) => readonly Check<Context>[] {
  const named = new Map(entries(schema['properties']).map(([name, inner]) => [name, compile(inner)]));
  const patterns = entries(schema['patternProperties']).map(
    ([pattern, inner]) => [compilePattern(pattern), compile(inner)] as const,
  );
  const { additionalProperties: rest } = schema;
  const others = typeof rest === 'object' ? [compile(rest)] : [];
  return (name) => {
    const own = named.get(name);
    const matching = patterns.filter(([pattern]) => pattern.matcher(name).find()).map(([, check]) => check);
    const checks = own === undefined ? matching : [own, ...matching];
    return checks.length > 0 ? checks : others;
  };
}

function dependent<Context>(dependencies: Schema, compile: Compile<Context>): Check<Context> {
  const rules = entries(dependencies).map(([name, needs]) => {
    const check = Array.isArray(needs) ? requiredFields<Context>(needs as string[]) : compile(needs);
    return [name, check] as const;
  });
  return (visit) => {
    for (const [name, check] of rules) {
      if (fieldOf(visit.value, name) === undefined) continue;
      check({ ...visit, because: [...visit.because, [...visit.steps, name]] });
    }
  };
}

function itemsCheck<Context>(items: unknown, additional: unknown, checkOf: CheckOf<Context>): Check<Context> {
  const most = Array.isArray(items) && additional === false ? items.length : Infinity;
  return (visit) => {
    const value = visit.value as unknown[];
    for (const [index, item] of value.entries()) checkOf(index)?.(below(visit, index, item));
    if (value.length > most) report(visit, 'additionalItems', `must have at most ${most} items`);
  };
}

type CheckOf<Context> = (index: number) => Check<Context> | undefined;

/** One schema for all items, or one for each of the first and one for the rest. */
function checkByIndex<Context>(items: unknown, additional: unknown, compile: Compile<Context>): CheckOf<Context> {
  if (!Array.isArray(items)) {
    const check = items === undefined ? undefined : compile(items);
    return () => check;
  }
  const checks = items.map(compile);
  const others = typeof additional === 'object' ? compile(additional) : undefined;
  return (index) => checks[index] ?? others;
}

function fieldOf(value: unknown, name: string): unknown {
  return Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function entries(value: unknown): [string, unknown][] {
  return Object.entries(value ?? {});
}
