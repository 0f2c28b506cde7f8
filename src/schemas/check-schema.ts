import { compilePattern } from '../patterns/index.ts';
import { toNumber, typeNames } from './bson-type.ts';

/** Something that is wrong with a schema itself. */
export interface SchemaFault {
  /** JSON pointer into the schema: `/properties/age/minimum`. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

type Look = (value: unknown, pointer: string, faults: SchemaFault[]) => void;

const annotation: Look = () => undefined;

const number: Look = (value, pointer, faults) => {
  if (toNumber(value) === undefined) faults.push(wrong(pointer, 'a number'));
};
const count: Look = (value, pointer, faults) => {
  const size = toNumber(value);
  if (size === undefined || size < 0 || !Number.isInteger(size)) faults.push(wrong(pointer, 'a whole number from 0'));
};
const step: Look = (value, pointer, faults) => {
  if (!((toNumber(value) ?? 0) > 0)) faults.push(wrong(pointer, 'a number above 0'));
};
const flag: Look = (value, pointer, faults) => {
  if (typeof value !== 'boolean') faults.push(wrong(pointer, 'true or false'));
};
const names: Look = (value, pointer, faults) => {
  if (!isNames(value)) faults.push(wrong(pointer, 'a list of field names'));
};
const values: Look = (value, pointer, faults) => {
  if (!Array.isArray(value) || value.length === 0) faults.push(wrong(pointer, 'a list of values'));
};
const pattern: Look = (value, pointer, faults) => {
  const reason = typeof value === 'string' ? patternFault(value) : 'it is no string';
  if (reason === undefined) return;
  faults.push({
    pointer,
    message: `is not a pattern that can be run in linear time: ${reason}`,
    mend: 'write it without look-around and back references (RE2 syntax), and with shorter repeats',
  });
};
const types: Look = (value, pointer, faults) => {
  const given = [value].flat();
  const unknown = given.find((name) => typeof name !== 'string' || !typeNames.has(name));
  if (unknown === undefined && given.length > 0) return;
  faults.push({
    pointer,
    message: `${JSON.stringify(unknown)} is no BSON type`,
    mend: `write one of ${[...typeNames].join(', ')}, or a list of them`,
  });
};
const schema: Look = (value, pointer, faults) => look(value, pointer, faults);
const schemaOrFlag: Look = (value, pointer, faults) => {
  if (typeof value !== 'boolean') look(value, pointer, faults);
};
const schemas: Look = (value, pointer, faults) => {
  if (!Array.isArray(value) || value.length === 0) return add(faults, wrong(pointer, 'a list of schemas'));
  for (const [index, one] of value.entries()) look(one, `${pointer}/${index}`, faults);
};
const schemaOrSchemas: Look = (value, pointer, faults) =>
  Array.isArray(value) ? schemas(value, pointer, faults) : look(value, pointer, faults);
const namedSchemas: Look = (value, pointer, faults) => {
  if (!isObject(value)) return add(faults, wrong(pointer, 'an object of schemas by field name'));
  for (const [name, one] of Object.entries(value)) look(one, `${pointer}/${escaped(name)}`, faults);
};
const patternSchemas: Look = (value, pointer, faults) => {
  namedSchemas(value, pointer, faults);
  for (const name of Object.keys(isObject(value) ? value : {})) pattern(name, `${pointer}/${escaped(name)}`, faults);
};
const dependencies: Look = (value, pointer, faults) => {
  if (!isObject(value)) return add(faults, wrong(pointer, 'an object by field name'));
  for (const [name, one] of Object.entries(value))
    (Array.isArray(one) ? names : schema)(one, `${pointer}/${escaped(name)}`, faults);
};

const keywords: Readonly<Record<string, Look>> = {
  title: annotation,
  description: annotation,
  id: annotation,
  $schema: annotation,
  default: annotation,
  validate: annotation,
  bsonType: types,
  type: types,
  enum: values,
  minimum: number,
  maximum: number,
  exclusiveMinimum: flag,
  exclusiveMaximum: flag,
  multipleOf: step,
  minLength: count,
  maxLength: count,
  pattern,
  required: names,
  properties: namedSchemas,
  patternProperties: patternSchemas,
  additionalProperties: schemaOrFlag,
  minProperties: count,
  maxProperties: count,
  dependencies,
  items: schemaOrSchemas,
  additionalItems: schemaOrFlag,
  minItems: count,
  maxItems: count,
  uniqueItems: flag,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: schema,
};

/** What is wrong with a schema's structure; `validate` expressions are the rules room's to check. Total. */
export function checkSchema(given: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  look(given, '', faults);
  return faults;
}

const mostFaults = 100;

function look(given: unknown, pointer: string, faults: SchemaFault[]): void {
  if (!isObject(given)) return add(faults, wrong(pointer, 'a schema, which is an object'));
  for (const [keyword, value] of Object.entries(given)) {
    if (faults.length >= mostFaults) return;
    const place = `${pointer}/${escaped(keyword)}`;
    const lookAt = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (lookAt !== undefined) lookAt(value, place, faults);
    else faults.push({ pointer: place, message: `${keyword} is no keyword of a schema`, mend: mendOf(keyword) });
  }
}

/** An assertion that is not made is worse than one that is refused. */
function mendOf(keyword: string): string {
  const similar = Object.keys(keywords).find((known) => known.toLowerCase() === keyword.toLowerCase());
  return similar === undefined ? 'remove it, or write a field of that name under properties' : `write ${similar}`;
}

function add(faults: SchemaFault[], fault: SchemaFault): void {
  faults.push(fault);
}

function wrong(pointer: string, wanted: string): SchemaFault {
  return { pointer, message: `must be ${wanted}`, mend: `write ${wanted}` };
}

function patternFault(text: string): string | undefined {
  try {
    compilePattern(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
