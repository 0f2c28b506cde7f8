import { RE2JS } from 're2js';
import { bsonTypeOf, toNumber } from './bson-type.ts';
import { below, report, type Check, type Visit } from './place.ts';
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
  const checks: Check<Context>[] = [
    ...(required === undefined ? [] : [requiredFields(required as string[])]),
    ...(properties === undefined && patternProperties === undefined && additionalProperties === undefined
      ? []
      : [fields(schema, compile, nullsAllowed)]),
    ...(dependencies === undefined ? [] : [dependent(dependencies as Schema, compile)]),
    (visit) => {
      const count = Object.keys(visit.value as object).length;
      if (count < least) report(visit, 'minProperties', `must have at least ${least} fields`);
      if (count > most) report(visit, 'maxProperties', `must have at most ${most} fields`);
    },
  ];
  return checks.map((check) => ofType('object', check));
}

/** The keywords that look into arrays. */
export function arrayChecks<Context>(schema: Schema, compile: Compile<Context>): Check<Context>[] {
  const { items, additionalItems, uniqueItems } = schema;
  const least = toNumber(schema['minItems']) ?? 0;
  const most = toNumber(schema['maxItems']) ?? Infinity;
  const checks: Check<Context>[] = [
    ...(items === undefined ? [] : [itemsCheck(items, additionalItems, compile)]),
    (visit) => {
      const value = visit.value as unknown[];
      if (value.length < least) report(visit, 'minItems', `must have at least ${least} items`);
      if (value.length > most) report(visit, 'maxItems', `must have at most ${most} items`);
      if (uniqueItems === true && new Set(value.map(identityOf)).size < value.length)
        report(visit, 'uniqueItems', 'must not hold the same item twice');
    },
  ];
  return checks.map((check) => ofType('array', check));
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

/** Each field is held to its own schema, to those of the patterns that its name matches, or to that of the rest. */
function fields<Context>(schema: Schema, compile: Compile<Context>, nullsAllowed: boolean): Check<Context> {
  const required = new Set(schema['required'] as string[] | undefined);
  const named = new Map(entries(schema['properties']).map(([name, inner]) => [name, compile(inner)]));
  const patterns = entries(schema['patternProperties']).map(
    ([pattern, inner]) => [RE2JS.compile(pattern), compile(inner)] as const,
  );
  const { additionalProperties: rest = true } = schema;
  const others = typeof rest === 'object' ? compile(rest) : undefined;
  return (visit) => {
    for (const [name, value] of Object.entries(visit.value as object)) {
      if (value === undefined || (value === null && nullsAllowed && !required.has(name))) continue;
      const own = named.get(name);
      const matching = patterns.filter(([pattern]) => pattern.matcher(name).find()).map(([, check]) => check);
      const checks = own === undefined ? matching : [own, ...matching];
      const place = below(visit, name, value);
      for (const check of checks) check(place);
      if (checks.length > 0) continue;
      others?.(place);
      // `_id` is there whether or not the schema speaks of it.
      if (rest === false && !(name === '_id' && visit.path === ''))
        report(place, 'additionalProperties', 'is no field of the schema');
    }
  };
}

function dependent<Context>(dependencies: Schema, compile: Compile<Context>): Check<Context> {
  const rules = entries(dependencies).map(([name, needs]) => {
    const check = Array.isArray(needs) ? requiredFields<Context>(needs as string[]) : compile(needs);
    return [name, check] as const;
  });
  return (visit) => {
    for (const [name, check] of rules) if (fieldOf(visit.value, name) !== undefined) check(visit);
  };
}

function itemsCheck<Context>(items: unknown, additional: unknown, compile: Compile<Context>): Check<Context> {
  if (!Array.isArray(items)) {
    const check = compile(items);
    return (visit) => eachItem(visit, 0, check);
  }
  const checks = items.map(compile);
  const others = typeof additional === 'object' ? compile(additional) : undefined;
  return (visit) => {
    const value = visit.value as unknown[];
    for (const [index, check] of checks.entries()) if (index < value.length) check(below(visit, index, value[index]));
    if (others !== undefined) eachItem(visit, checks.length, others);
    if (additional === false && value.length > checks.length)
      report(visit, 'additionalItems', `must have at most ${checks.length} items`);
  };
}

function eachItem<Context>(visit: Visit<Context>, from: number, check: Check<Context>): void {
  const value = visit.value as unknown[];
  for (let index = from; index < value.length; index++) check(below(visit, index, value[index]));
}

function fieldOf(value: unknown, name: string): unknown {
  return Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function entries(value: unknown): [string, unknown][] {
  return Object.entries(value ?? {});
}
