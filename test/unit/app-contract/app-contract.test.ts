import { expect, test } from 'vitest';
import { makeAppContract, serversOf } from '../../../src/app-contract/index.ts';
import { readApp, type AppDefinition } from '../../../src/apps/index.ts';
import { readContract, type ContractDocument } from '../../../src/contract/index.ts';
import { exported, readFolder } from '../apps/folders.ts';

const contract = readContract();

function definitionOf(files: Record<string, unknown>): AppDefinition {
  const texts = Object.entries({ 'root_config.json': { name: 'test' }, ...files }).map(([name, content]) => [
    name,
    JSON.stringify(content),
  ]);
  const { app } = readApp(new Map(Object.entries(Object.fromEntries(texts) as Record<string, string>)));
  if (app === undefined) throw new Error('the files make no app');
  return app;
}

const open = { name: 'all', apply_when: {}, read: true, write: true };
const base = 'data_sources/db';
const dataSource = { [`${base}/config.json`]: { name: 'db', type: 'mongodb-atlas' } };

/** An app whose collections `shop.<name>` have these schemas; `undefined` for none. */
function shop(schemas: Record<string, object | undefined>, more: Record<string, unknown> = {}): ContractDocument {
  const collections = Object.entries(schemas).flatMap(([collection, given]): [string, unknown][] => [
    [`${base}/shop/${collection}/rules.json`, { database: 'shop', collection, roles: [open] }],
    ...(given === undefined ? [] : [[`${base}/shop/${collection}/schema.json`, given] as [string, unknown]]),
  ]);
  return made({ ...dataSource, ...Object.fromEntries(collections), ...more });
}

function made(files: Record<string, unknown>): ContractDocument {
  return makeAppContract(contract, {
    clientAppId: 'test',
    name: 'Test',
    version: 3,
    definition: definitionOf({ ...settings({}), ...files }),
  });
}

function schema(document: ContractDocument, name: string): unknown {
  return document.components?.['schemas']?.[name];
}

const settings = (value: object) => ({ 'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], ...value } });
const object = (properties: object, more: object = {}) => ({ bsonType: 'object', properties, ...more });

test('one collection: documents as they are sent and as they are answered', () => {
  const document = shop({
    orders: object(
      {
        _id: { bsonType: 'objectId' },
        total: { bsonType: 'decimal', description: 'In euros.' },
        at: { bsonType: 'date' },
        lines: {
          bsonType: 'array',
          minItems: 1,
          items: object({ count: { bsonType: 'int', minimum: 0, exclusiveMinimum: true } }),
        },
        note: { bsonType: ['string', 'null'], maxLength: 5 },
      },
      { title: 'Order', required: ['_id', 'total'], additionalProperties: false },
    ),
  });
  expect(schema(document, 'NewOrder')).toMatchObject({
    type: 'object',
    required: ['total'],
    additionalProperties: false,
    properties: {
      _id: { $ref: '#/components/schemas/EjsonObjectId', 'x-bsonType': 'objectId' },
      total: { $ref: '#/components/schemas/EjsonDecimal128', description: 'In euros.' },
      at: { $ref: '#/components/schemas/EjsonDate' },
      lines: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', properties: { count: { type: 'integer', exclusiveMinimum: 0 } } },
      },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }], maxLength: 5 },
    },
  });
  const shown = schema(document, 'Order');
  expect(shown).toMatchObject({
    properties: { _id: { type: 'string' }, total: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
  });
  // Rules and projections leave out fields; former schemas had others.
  expect(shown).not.toHaveProperty('required');
  expect(shown).not.toHaveProperty('additionalProperties');
  expect(schema(document, 'InsertOneBody')).toMatchObject({
    properties: {
      collection: { $ref: '#/components/schemas/CollectionName' },
      document: { $ref: '#/components/schemas/NewOrder' },
    },
  });
  expect(schema(document, 'CollectionName')).toEqual({ type: 'string', enum: ['orders'] });
  expect(schema(document, 'FoundDocuments')).toMatchObject({
    properties: { documents: { items: { $ref: '#/components/schemas/Order' } } },
  });
});

test('several collections: a body for each type of document, and one for those without a schema', () => {
  const document = shop({
    orders: object({ n: { bsonType: 'int' } }),
    users: object({ m: { bsonType: 'int' } }),
    logs: undefined,
  });
  expect(schema(document, 'InsertOneBody')).toEqual({
    anyOf: ['Orders', 'Users', 'Other'].map((name) => ({ $ref: `#/components/schemas/${name}InsertOneBody` })),
  });
  expect(schema(document, 'OtherInsertOneBody')).toMatchObject({
    properties: { collection: { enum: ['logs'] }, document: { $ref: '#/components/schemas/AnyDocument' } },
  });
  expect(schema(document, 'UsersBulkInsertOne')).toMatchObject({
    properties: { document: { $ref: '#/components/schemas/NewUsers' } },
  });
  expect(schema(document, 'FindBody')).toMatchObject({
    properties: { filter: { $ref: '#/components/schemas/AnyDocument' } },
  });
  expect(schema(document, 'FoundDocument')).toMatchObject({
    properties: {
      document: {
        oneOf: [
          { anyOf: ['Orders', 'Users', 'AnyDocument'].map((name) => ({ $ref: `#/components/schemas/${name}` })) },
          { type: 'null' },
        ],
      },
    },
  });
});

test('with null types, fields that are not required may be null', () => {
  const fields = {
    text: { bsonType: 'string' },
    by: { bsonType: 'objectId' },
    size: { enum: ['S', 'L'], bsonType: 'string' },
    any: {},
    either: { oneOf: [{ bsonType: 'int' }, { bsonType: 'string' }] },
    in: object({ a: { type: 'int' }, b: { type: 'int' } }, { required: ['a'] }),
    list: { bsonType: 'array', items: object({ c: { bsonType: 'int' } }) },
    map: { bsonType: 'object', additionalProperties: { bsonType: 'int' } },
  };
  const things = object(fields, { title: 'Thing', required: ['text'] });
  const nil = { type: 'null' };
  const file = (null_types: boolean) => ({ 'schema_validation.json': { null_types } });
  const document = shop({ things }, file(true));
  expect(schema(document, 'NewThing')).toMatchObject({
    required: ['text'],
    properties: {
      text: { type: 'string' },
      by: { anyOf: [{ $ref: '#/components/schemas/EjsonObjectId' }, nil] },
      size: { anyOf: [{ type: 'string' }, nil], enum: ['S', 'L', null] },
      any: {},
      either: { allOf: [{ anyOf: [{ allOf: [{ oneOf: [{}, {}] }] }, nil] }] },
      in: { anyOf: [{ type: 'object' }, nil], properties: { a: { type: 'integer' }, b: { anyOf: [{}, nil] } } },
      list: { anyOf: [{ type: 'array' }, nil], items: { properties: { c: { anyOf: [{}, nil] } } } },
      map: { anyOf: [{ type: 'object' }, nil], additionalProperties: { anyOf: [{}, nil] } },
    },
  });
  expect(schema(document, 'Thing')).toMatchObject({ properties: { by: { anyOf: [{ type: 'string' }, nil] } } });
  expect(shop({ things }, file(false))).toEqual(shop({ things }));
});

test('types that would share a name get others', () => {
  const one = object({ a: { bsonType: 'int' } }, { title: 'AppError' });
  const document = shop({ 'app-errors': one, things: one, stuff: { ...one, title: 'Things' } });
  const names = Object.keys(document.components?.['schemas'] ?? {});
  expect(names).toEqual(expect.arrayContaining(['AppErrors', 'Things', 'ShopThings', 'AppError']));
  expect(schema(document, 'AppError')).toEqual(contract.components?.['schemas']?.['AppError']);
});

test('what the rules open: collections with roles; all of a data source with default roles; everything for the system', () => {
  const rules = { [`${base}/shop/orders/rules.json`]: { database: 'shop', collection: 'orders', roles: [open] } };
  const closed = { [`${base}/shop/secrets/schema.json`]: object({ hidden: { bsonType: 'int' } }, { title: 'Hidden' }) };
  const files = { ...dataSource, ...rules, ...closed };
  const narrow = made(files);
  expect(schema(narrow, 'CollectionName')).toEqual({ type: 'string', enum: ['orders'] });
  expect(JSON.stringify(narrow)).not.toMatch(/hidden|Hidden|secrets/);
  for (const wide of [
    made({ ...files, [`${base}/default_rule.json`]: { roles: [open] } }),
    made({ ...files, ...settings({ run_as_system: true }) }),
  ]) {
    expect(schema(wide, 'FindBody')).toMatchObject({ properties: { collection: { type: 'string', minLength: 1 } } });
    expect(schema(wide, 'Hidden')).toBeDefined();
  }
});

test.each([
  ['the default', {}, [{ appBearer: [] }]],
  [
    'API keys',
    { 'auth/providers.json': { 'api-key': { name: 'api-key', type: 'api-key', disabled: false } } },
    [{ apiKeyHeader: [] }, { appBearer: [] }],
  ],
  [
    'a provider that is off',
    { 'auth/providers.json': { 'api-key': { name: 'api-key', type: 'api-key', disabled: true } } },
    [{ appBearer: [] }],
  ],
  [
    'e-mail users',
    {
      'auth/providers.json': {
        'local-userpass': {
          name: 'local-userpass',
          type: 'local-userpass',
          disabled: false,
          config: { autoConfirm: true },
        },
      },
    },
    [{ emailHeader: [], passwordHeader: [] }, { appBearer: [] }],
  ],
  ['the system', settings({ run_as_system: true }), []],
  [
    'the system with a secret',
    settings({ run_as_system: true, validation_method: 'SECRET_AS_QUERY_PARAM', secret_name: 's' }),
    [{ secretParameter: [] }],
  ],
  [
    'users and a signature',
    settings({ validation_method: 'VERIFY_PAYLOAD', secret_name: 's' }),
    [{ appBearer: [], signatureHeader: [] }],
  ],
])('credentials: %s', (_name, files, security) => {
  const document = shop({ orders: undefined }, files);
  expect(document.security).toEqual(security);
  const used = [...new Set(security.flatMap((one) => Object.keys(one)))];
  expect(Object.keys(document.components?.['securitySchemes'] ?? {}).toSorted()).toEqual(used.toSorted());
});

test('a Data API that is off has no paths and shows nothing', () => {
  const document = shop({ orders: object({ n: { bsonType: 'int' } }) }, settings({ disabled: true }));
  expect(document.paths).toEqual({});
  expect(JSON.stringify(document)).not.toContain('orders');
});

test('the servers are the app, one for each version that it serves', () => {
  const app = {
    clientAppId: 'my-app',
    name: 'x',
    version: 1,
    definition: definitionOf({ ...dataSource, ...settings({ versions: ['beta', 'v1'] }) }),
  };
  expect(serversOf(app, 'https://api.example.com')).toEqual([
    { url: 'https://api.example.com/app/my-app/endpoint/data/beta' },
    { url: 'https://api.example.com/app/my-app/endpoint/data/v1' },
  ]);
});

test('every action of the service, all references resolved, no policy of the service', () => {
  const document = shop({ orders: object({ n: { bsonType: 'int' } }) });
  const actions = Object.keys(contract.paths).filter((path) => path.includes('/action/'));
  expect(Object.keys(document.paths)).toEqual(actions.map((path) => path.replace(/.*(?=\/action)/, '')));
  const text = JSON.stringify(document);
  for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/([^/"]+)\/([^/"]+)"/g))
    expect(document.components).toHaveProperty([kind, name]);
  expect(text).not.toMatch(/x-policy|x-plane|appId|-2"/);
});

test('neither rules nor validate expressions, values, secrets or sources show, whatever the app', () => {
  for (const folder of exported) {
    const { app } = readApp(readFolder(folder));
    if (app === undefined) continue;
    const text = JSON.stringify(
      makeAppContract(contract, { clientAppId: 'id', name: 'n', version: 1, definition: app }),
    );
    expect(text).not.toMatch(/%%|apply_when|"validate"|exports ?=/);
    for (const value of app.values) expect(text).not.toContain(`"${value.name}"`);
  }
});

test('types: each BSON type as it is sent and as plain JSON shows it', () => {
  const types = [
    'string',
    'bool',
    'int',
    'long',
    'double',
    'number',
    'decimal',
    'objectId',
    'date',
    'timestamp',
    'binData',
    'uuid',
    'regex',
    'object',
    'array',
    'null',
    'mixed',
  ];
  const document = shop({ all: object(Object.fromEntries(types.map((bsonType) => [bsonType, { bsonType }]))) });
  const shapes = (name: string) => {
    const { properties } = schema(document, name) as { properties: Record<string, Record<string, unknown>> };
    return Object.fromEntries(
      Object.entries(properties).map(([type, one]) => [
        type,
        one['$ref'] ?? one['type'] ?? (one['anyOf'] ? 'anyOf' : 'any'),
      ]),
    );
  };
  const ejson = (name: string) => `#/components/schemas/Ejson${name}`;
  const same = {
    string: 'string',
    bool: 'boolean',
    int: 'integer',
    number: 'number',
    object: 'object',
    array: 'array',
    null: 'null',
    mixed: 'any',
  };
  expect(shapes('NewAll')).toEqual({
    ...same,
    long: ejson('Int64'),
    double: 'anyOf',
    decimal: ejson('Decimal128'),
    objectId: ejson('ObjectId'),
    date: ejson('Date'),
    timestamp: ejson('Timestamp'),
    binData: ejson('Binary'),
    uuid: ejson('Uuid'),
    regex: ejson('Regex'),
  });
  expect(shapes('All')).toEqual({
    ...same,
    long: 'integer',
    double: 'number',
    decimal: 'string',
    objectId: 'string',
    date: 'string',
    timestamp: 'object',
    binData: 'object',
    uuid: 'object',
    regex: 'object',
  });
});
