import type { JsonObject } from '../contract/index.ts';
import { refTo } from './references.ts';

/** Documents as they are sent, and as answers in plain JSON show them. */
export type Form = 'sent' | 'shown';

const hex24 = '^[0-9a-f]{24}$';

/** An object with exactly these fields. */
function wrapper(properties: Record<string, JsonObject>, about: string, example: unknown): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
    description: about,
    example,
  };
}

const text = { type: 'string' };

/** Extended JSON of what JSON has no type for, as component schemas. */
export const ejsonSchemas = {
  EjsonObjectId: wrapper({ $oid: { type: 'string', pattern: hex24 } }, 'An ObjectId.', {
    $oid: '6193504e1be4ab27791c8133',
  }),
  EjsonDate: wrapper({ $date: { type: 'string', format: 'date-time' } }, 'A date.', { $date: '2026-11-22T12:00:00Z' }),
  EjsonInt64: wrapper({ $numberLong: { type: 'string', pattern: String.raw`^-?\d{1,19}$` } }, 'An int64.', {
    $numberLong: '42',
  }),
  EjsonDouble: wrapper({ $numberDouble: text }, 'A double; needed for whole numbers.', { $numberDouble: '42.0' }),
  EjsonDecimal128: wrapper({ $numberDecimal: text }, 'A decimal number of 34 digits.', { $numberDecimal: '9823.1297' }),
  EjsonTimestamp: wrapper(
    {
      $timestamp: wrapper({ t: { type: 'integer' }, i: { type: 'integer' } }, 'Seconds and increment.', { t: 1, i: 1 }),
    },
    'A timestamp of replication.',
    { $timestamp: { t: 1, i: 1 } },
  ),
  EjsonBinary: wrapper(
    { $binary: wrapper({ base64: text, subType: text }, 'Bytes and their kind.', { base64: 'AQID', subType: '00' }) },
    'Bytes.',
    { $binary: { base64: 'AQID', subType: '00' } },
  ),
  EjsonUuid: wrapper({ $uuid: { type: 'string', format: 'uuid' } }, 'A UUID.', {
    $uuid: '3b241101-e2bb-4255-8caf-4136c566a962',
  }),
  EjsonRegex: wrapper(
    { $regularExpression: wrapper({ pattern: text, options: text }, 'A pattern.', { pattern: '^a', options: 'i' }) },
    'A regular expression.',
    { $regularExpression: { pattern: '^a', options: 'i' } },
  ),
} satisfies Readonly<Record<string, JsonObject>>;

const ejson = (name: keyof typeof ejsonSchemas): JsonObject => refTo(name);
const binary = { type: 'object', properties: { Subtype: { type: 'integer' }, Data: text } };
const number = { type: 'number' };

/** Aliases of BSON types → JSON schema of a value; what is missing here may be anything. */
const sent: Readonly<Record<string, JsonObject>> = {
  string: text,
  bool: { type: 'boolean' },
  boolean: { type: 'boolean' },
  int: { type: 'integer', format: 'int32' },
  long: ejson('EjsonInt64'),
  double: { anyOf: [number, ejson('EjsonDouble')] },
  float: { anyOf: [number, ejson('EjsonDouble')] },
  number,
  decimal: ejson('EjsonDecimal128'),
  objectId: ejson('EjsonObjectId'),
  date: ejson('EjsonDate'),
  timestamp: ejson('EjsonTimestamp'),
  binData: ejson('EjsonBinary'),
  uuid: ejson('EjsonUuid'),
  regex: ejson('EjsonRegex'),
  object: { type: 'object' },
  array: { type: 'array' },
  null: { type: 'null' },
};

/** @see src/bson/dialects.ts, which writes them */
const shown: Readonly<Record<string, JsonObject>> = {
  ...sent,
  long: { type: 'integer', format: 'int64' },
  double: number,
  float: number,
  decimal: text,
  objectId: { type: 'string', pattern: hex24 },
  date: { type: 'string', format: 'date-time' },
  timestamp: { type: 'object', properties: { T: { type: 'integer' }, I: { type: 'integer' } } },
  binData: binary,
  uuid: binary,
  regex: { type: 'object', properties: { Pattern: text, Options: text } },
};

/** The JSON schema of values of one BSON type. */
export function schemaOfType(alias: string, form: Form): JsonObject {
  return (form === 'sent' ? sent : shown)[alias] ?? {};
}
