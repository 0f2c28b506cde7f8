import { describe, expect, it } from 'vitest';
import { createRequestValidator } from '../../../src/contract/request-validator.ts';
import type { ContractDocument, RequestParts } from '../../../src/contract/index.ts';
import { Problem } from '../../../src/problem/index.ts';

// The variants of the union stand after it: the order that makes the validator mix their fields up (stack.md §3, wart 4).
const document: ContractDocument = {
  openapi: '3.1.0',
  info: { title: 'warts', version: '1' },
  paths: {
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] as never,
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } },
          { name: 'filter', in: 'query', schema: { type: 'string' } },
          { name: 'mode', in: 'query', schema: { type: 'string', enum: ['a', 'b'], default: 'a' } },
          { name: 'If-Match', in: 'header', schema: { type: 'string', pattern: '^"' } },
        ],
        responses: {},
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Source' } } },
        },
        responses: {},
      },
      put: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
        responses: {},
      },
    },
  },
  components: {
    schemas: {
      Source: {
        oneOf: [{ $ref: '#/components/schemas/Mongo' }, { $ref: '#/components/schemas/Bucket' }],
        discriminator: {
          propertyName: 'kind',
          mapping: { mongo: '#/components/schemas/Mongo', bucket: '#/components/schemas/Bucket' },
        },
      },
      Mongo: variant('mongo', 'uri'),
      Bucket: variant('bucket', 'region'),
      Thing: {
        allOf: [
          { $ref: '#/components/schemas/Named' },
          { type: 'object', properties: { size: { type: ['integer', 'null'] } } },
        ],
        unevaluatedProperties: false,
      },
      Named: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, tags: { type: 'array', items: tag() } },
      },
    },
  },
};

function variant(kind: string, field: string) {
  const properties = { kind: { type: 'string', const: kind }, [field]: { type: 'string' } };
  return { type: 'object', required: ['kind', field], properties, additionalProperties: false };
}

function tag() {
  return { type: 'object', properties: { key: { type: 'string' } }, additionalProperties: false };
}

function check(method: string, given: Partial<RequestParts> = {}): RequestParts | string[] {
  const headers = given.body === undefined ? {} : { 'content-type': 'application/json' };
  const parts: RequestParts = {
    method: method.toUpperCase(),
    params: { id: '5' },
    query: {},
    body: undefined,
    ...given,
    headers: { ...headers, ...given.headers },
  };
  try {
    createRequestValidator(document, '/things/{id}', method)(parts);
    return parts;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'INVALID_REQUEST') throw error;
    return error.errors.map((field) => field.path);
  }
}

describe('request validator', () => {
  it('coerces path and query and fills in defaults', () => {
    expect(check('get', { query: { limit: '7' } })).toMatchObject({
      params: { id: 5 },
      query: { limit: 7, mode: 'a' },
    });
  });

  it.each([
    ['unknown query parameter', { query: { nope: '1' } }, '/query/nope'],
    ['wrong type', { query: { limit: 'x' } }, '/query/limit'],
    ['given twice', { query: { limit: ['1', '2'] } }, '/query/limit'],
    ['below the minimum', { query: { limit: '0' } }, '/query/limit'],
    ['not in the enumeration', { query: { mode: 'c' } }, '/query/mode'],
    ['path', { params: { id: 'x' } }, '/path/id'],
    ['header', { headers: { 'if-match': 'x' } }, '/headers/if-match'],
    ['brackets make an object of a string', { query: { 'filter[a]': '1' } }, '/query/filter'],
  ])('names the place: %s', (_name, given, path) => {
    expect(check('get', given)).toContain(path);
  });

  it('takes reserved characters in a query value (wart 11)', () => {
    expect(check('get', { query: { filter: '{"a":"b:c/?"}' } })).toMatchObject({ query: { filter: '{"a":"b:c/?"}' } });
  });

  it.each([
    ['unknown field through allOf', { name: 'a', bogus: 1 }, '/body/bogus'],
    ['unknown nested field', { name: 'a', tags: [{ key: 'k', z: 1 }] }, '/body/tags/0/z'],
    ['missing field', { size: 1 }, '/body/name'],
    ['wrong type', { name: 1 }, '/body/name'],
  ])('names the body field: %s', (_name, body, path) => {
    expect(check('put', { body })).toContain(path);
  });

  it('takes null where the type says so', () => {
    expect(check('put', { body: { name: 'a', size: null } })).toMatchObject({ body: { name: 'a', size: null } });
  });

  it.each([[{ kind: 'mongo', uri: 'u' }], [{ kind: 'bucket', region: 'r' }]])(
    'takes each variant of a union listed first (wart 4): %j',
    (body) => {
      expect(check('post', { body })).toMatchObject({ body });
    },
  );

  it('refuses a variant with the fields of another', () => {
    expect(check('post', { body: { kind: 'bucket', uri: 'u' } })).not.toHaveLength(0);
  });

  it('keeps one compiled validator whatever the method call count', () => {
    const validate = createRequestValidator(document, '/things/{id}', 'get');
    for (const limit of ['1', '2']) {
      const parts: RequestParts = {
        method: 'GET',
        params: { id: '1' },
        query: { limit },
        body: undefined,
        headers: {},
      };
      validate(parts);
      expect(parts.query['limit']).toBe(Number(limit));
    }
  });
});
