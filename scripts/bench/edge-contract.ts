import type { ContractDocument, Operation } from '../../src/contract/index.ts';

type JsonObject = Record<string, unknown>;

/** A request that its operation takes. */
export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
}

export interface SampleContract {
  readonly document: ContractDocument;
  readonly operations: readonly Operation[];
}

const id = '64b7f1c2a4d3e8f901234567';
const body = {
  name: 'first',
  size: 12,
  ratio: 0.5,
  kind: 'large',
  tags: ['a', 'b'],
  owner: { email: 'joe@example.com', roles: ['reader', 'writer'] },
  createdAt: '2026-01-02T03:04:05Z',
};

/** What each operation of a resource is like; the first is the cheapest to validate. */
const kinds = [
  { verb: 'list', method: 'get', onItem: false, hasBody: false },
  { verb: 'create', method: 'post', onItem: false, hasBody: true },
  { verb: 'get', method: 'get', onItem: true, hasBody: false },
  { verb: 'update', method: 'patch', onItem: true, hasBody: true },
  { verb: 'delete', method: 'delete', onItem: true, hasBody: false },
] as const;

interface SampleOperation {
  readonly operation: Operation;
  readonly described: JsonObject;
  readonly request: SampleRequest;
}

/** A contract of so many operations, five a resource, each resource with schemas of its own: as large as a real one. */
export function sampleContract(count: number): SampleContract {
  const made = sampleOperations(count);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const { operation, described } of made) (paths[operation.path] ??= {})[operation.method] = described;
  const schemas = Object.fromEntries([...Array(Math.ceil(count / 5)).keys()].flatMap(schemasOf));
  const document = {
    openapi: '3.1.1',
    info: { title: 'Edge benchmark', version: '1' },
    paths,
    components: { schemas },
  };
  return { document, operations: made.map(({ operation }) => operation) };
}

/** One request for each operation, in the order of the contract. */
export function sampleRequests(count: number): SampleRequest[] {
  return sampleOperations(count).map(({ request }) => request);
}

function sampleOperations(count: number): SampleOperation[] {
  return [...Array(count).keys()].map((index) => sampleOperation(Math.trunc(index / 5), kinds[index % 5]));
}

function sampleOperation(resource: number, kind: (typeof kinds)[number] = kinds[0]): SampleOperation {
  const { verb, method, onItem, hasBody } = kind;
  const collection = `/api/v2/groups/{groupId}/things${resource}`;
  const path = onItem ? `${collection}/{thingId}` : collection;
  const operationId = `${verb}Thing${resource}`;
  const query = onItem ? '' : '?pageNum=2&itemsPerPage=50';
  return {
    operation: {
      operationId,
      plane: 'system',
      method,
      path,
      policy: 'public',
      requiredRoles: [],
      accessList: null,
      rateLimit: null,
      scope: null,
      grants: null,
      denial: null,
      verbatim: null,
      ifMatch: false,
      queryParameters: onItem ? [] : ['pageNum', 'itemsPerPage'],
      body: hasBody
        ? {
            mediaTypes: ['application/json'],
            required: true,
            readOnly: [],
            neverNull: [],
            fieldRoles: {},
            errorCodes: {},
          }
        : null,
    },
    described: describe(operationId, resource, kind),
    request: {
      method: method.toUpperCase(),
      path: path.replace(/\{\w+\}/g, id) + query,
      ...(hasBody && { body: JSON.stringify(body) }),
    },
  };
}

function describe(operationId: string, resource: number, { onItem, hasBody }: (typeof kinds)[number]): JsonObject {
  const objectId = { type: 'string', pattern: '^[0-9a-f]{24}$' };
  const inPath = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: objectId });
  const inQuery = (name: string, maximum: number): JsonObject => ({
    name,
    in: 'query',
    schema: { type: 'integer', minimum: 1, maximum, default: 1 },
  });
  const content = (schema: string): JsonObject => ({
    'application/json': { schema: { $ref: `#/components/schemas/${schema}` } },
  });
  return {
    operationId,
    parameters: [
      inPath('groupId'),
      ...(onItem ? [inPath('thingId')] : [inQuery('pageNum', 1_000_000), inQuery('itemsPerPage', 500)]),
    ],
    ...(hasBody && { requestBody: { required: true, content: content(`Thing${resource}`) } }),
    responses: { 200: { description: 'Done', content: content(`Thing${resource}`) } },
  };
}

function schemasOf(resource: number): [name: string, schema: JsonObject][] {
  const text = { type: 'string', minLength: 1, maxLength: 200 };
  const thing = {
    type: 'object',
    required: ['name', 'owner'],
    additionalProperties: false,
    properties: {
      name: text,
      size: { type: 'integer', minimum: 0 },
      ratio: { type: ['number', 'null'] },
      kind: { enum: ['small', 'large', `own-${resource}`] },
      tags: { type: 'array', items: text, maxItems: 20 },
      owner: { $ref: `#/components/schemas/Owner${resource}` },
      createdAt: text,
    },
  };
  const owner = {
    type: 'object',
    required: ['email'],
    additionalProperties: false,
    properties: { email: text, roles: { type: 'array', items: text } },
  };
  return [
    [`Thing${resource}`, thing],
    [`Owner${resource}`, owner],
  ];
}
