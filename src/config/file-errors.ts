import type { ErrorObject } from 'ajv';
import { suggest } from '../spelling/index.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
};

/** What the schema has against a config file, one line a place: `docdb.mounts[1].methods[0]: must be one of …`. */
export function describeFileErrors(errors: readonly ErrorObject[]): string[] {
  return errors.map((error) => {
    const { place, message } = describe(error);
    return place === '' ? message : `${place}: ${message}`;
  });
}

/** JSON pointer → the way people write it. */
export function toPlace(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((place, part) => (/^\d+$/.test(part) ? `${place}[${part}]` : join(place, part)), '');
}

function describe({ instancePath, keyword, params, message, parentSchema, data }: ErrorObject): {
  place: string;
  message: string;
} {
  const place = toPlace(instancePath);
  switch (keyword) {
    case 'additionalProperties':
      return {
        place: join(place, String(params['additionalProperty'])),
        message: unknownKey(String(params['additionalProperty']), parentSchema),
      };
    case 'required':
      return { place, message: `${String(params['missingProperty'])} is missing` };
    case 'enum':
      return { place, message: notAllowed(data, texts(params['allowedValues'])) };
    case 'type':
      return { place, message: wrongType(texts(params['type']), data) };
    default:
      return { place, message: message ?? 'is not valid' };
  }
}

function join(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}

function unknownKey(key: string, parentSchema: ErrorObject['parentSchema']): string {
  const properties: unknown = parentSchema?.['properties'];
  const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const meant = suggest(key, known);
  return `unknown setting; ${meant === undefined ? `known here are ${known.join(', ')}` : `did you mean ${meant}?`}`;
}

function notAllowed(value: unknown, allowed: readonly string[]): string {
  const meant = typeof value === 'string' ? suggest(value, allowed) : undefined;
  const mend = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `must be ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}, not ${JSON.stringify(value)}${mend}`;
}

/** Never shows the value itself: it may be a password. */
function wrongType(types: readonly string[], value: unknown): string {
  const wanted = types.map((one) => typeNames[one] ?? one);
  const mend = wanted[0] === 'text' && typeof value === 'number' ? ': put it in quotes' : '';
  return `must be ${wanted.join(' or ')}${mend}`;
}

function texts(value: unknown): string[] {
  return [value].flat().map(String);
}
