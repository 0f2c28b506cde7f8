/** Each rule of ours must flag a bad contract, and nothing but that rule may. */
import { expect, test } from 'vitest';
import { lintBundle, ruleset } from '../../../scripts/contract-rules/index.ts';

/** A small contract that is right; `change` makes it wrong in one place. */
function contract() {
  const json = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' }, example: { name: 'x' } } };
  return {
    openapi: '3.1.0',
    info: { title: 'test', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          summary: 'Create a thing',
          'x-plane': 'docdb',
          'x-policy': 'mount',
          security: [{ docdbBasic: [] }] as object[],
          parameters: [{ $ref: '#/components/parameters/pretty' }] as object[],
          requestBody: { required: true, content: structuredClone(json) as object },
          responses: {
            201: { description: 'Created', content: structuredClone(json) as object },
            400: { $ref: '#/components/responses/BadRequest' } as object,
            default: { $ref: '#/components/responses/BadRequest' } as object,
          } as Record<string, object>,
        },
      },
    },
    components: {
      parameters: { pretty: { name: 'pretty', in: 'query', schema: { type: 'boolean' } } } as Record<string, object>,
      responses: {
        BadRequest: {
          description: 'Bad',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      } as Record<string, object>,
      schemas: {
        Thing: { type: 'object', additionalProperties: false, properties: { name: { type: 'string' } } },
        Problem: { type: 'object', additionalProperties: false } as object,
      } as Record<string, object> & { Thing: { properties: Record<string, object> } },
      securitySchemes: { docdbBasic: { type: 'http', scheme: 'basic' } } as Record<string, object>,
    },
  };
}
type Contract = ReturnType<typeof contract>;
type Change = (contract: Contract) => void;

const operation = (change: (operation: Contract['paths']['/things']['post']) => void): Change => {
  return ({ paths }) => change(paths['/things'].post);
};
/** The schema of the one property, where it does most harm. */
const property = (schema: object): Change => {
  return ({ components }) => (components.schemas.Thing.properties['name'] = schema);
};

const bad: [rule: string, what: string, change: Change][] = [
  ['operation-name', 'another verb', operation((o) => (o.operationId = 'makeThing'))],
  ['operation-name', 'snake case', operation((o) => (o.operationId = 'create_thing'))],
  ['operation-name', 'a verb alone', operation((o) => (o.operationId = 'create'))],
  ['operation-summary', 'no summary', operation((o) => (o.summary = ''))],
  ['operation-policy', 'no policy', ({ paths }) => Reflect.deleteProperty(paths['/things'].post, 'x-policy')],
  ['operation-policy', 'an unknown policy', operation((o) => (o['x-policy'] = 'friends'))],
  ['operation-public-security', 'public with security', operation((o) => (o['x-policy'] = 'public'))],
  ['operation-public-security', 'no security, not public', operation((o) => (o.security = []))],
  ['operation-public-security', 'unsaid', ({ paths }) => Reflect.deleteProperty(paths['/things'].post, 'security')],
  ['operation-pretty', 'no pretty', operation((o) => (o.parameters = []))],
  ['operation-required-roles', 'none', operation((o) => administrative(o, []))],
  ['operation-required-roles', 'a reader that writes', operation((o) => administrative(o, ['GROUP_READ_ONLY']))],
  ['operation-known-names', 'a role that is none', operation((o) => administrative(o, ['GROUP_KING'], [envelope]))],
  ['operation-known-names', 'a code that is none', operation((o) => Object.assign(o, { 'x-denial': 'GO_AWAY' }))],
  [
    'operation-access-list',
    'a key made from anywhere',
    operation((o) => administrative(o, ['GROUP_OWNER'], [envelope], 'apiKeys')),
  ],
  ['operation-envelope', 'no envelope', operation((o) => administrative(o, ['GROUP_OWNER'], []))],
  ['operation-examples', 'request', operation((o) => (o.requestBody.content = { 'application/json': {} }))],
  ['operation-examples', 'answer', operation((o) => (o.responses['201'] = { content: { 'text/plain': {} } }))],
  ['operation-errors', 'no default', operation((o) => Reflect.deleteProperty(o.responses, 'default'))],
  ['operation-errors', 'an error without a body', operation((o) => (o.responses['404'] = { description: 'Gone' }))],
  ['operation-errors', 'another schema', ({ components }) => (components.responses['BadRequest'] = problem('Thing'))],
  ['operation-errors', 'an inline schema', operation((o) => (o.responses['500'] = inlineProblem))],
  ['operation-ejson-not-alone', 'only EJSON', operation((o) => (o.requestBody.content = onlyEjson))],
  ['operation-closed-query', 'inline', operation((o) => o.parameters.push(openQuery))],
  ['openapi-version', '3.2', (c) => (c.openapi = '3.2.0')],
  ['openapi-version', '3.0', (c) => (c.openapi = '3.0.3')],
  ['no-mixed-type-array', 'string or integer', property({ type: ['string', 'integer'] })],
  ['no-mixed-type-array', 'with null', property({ type: ['string', 'integer', 'null'] })],
  [
    'no-mixed-type-array',
    'deep inside',
    property({ type: 'array', items: { oneOf: [{ type: ['string', 'number'] }] } }),
  ],
  [
    'no-mixed-type-array',
    'in a parameter',
    operation((o) => o.parameters.push(query({ type: ['string', 'integer'] }))),
  ],
  ['no-nullable', 'nullable', property({ type: 'string', nullable: true })],
  ['no-defs', '$defs', property({ type: 'string', $defs: {} })],
  ['no-content-media-type', 'JSON in a string', property({ type: 'string', contentMediaType: 'application/json' })],
  ['stated-openness', 'a body', ({ components }) => (components.schemas['Problem'] = { type: 'object' })],
  ['stated-openness', 'inside', property({ type: 'object', properties: {} })],
  ['known-error-codes', 'a code that is none', property({ type: 'string', 'x-error-code': 'GO_AWAY' })],
  ['no-boolean-schema', 'items', property({ type: 'array', items: true as unknown as object })],
  ['no-boolean-schema', 'a property', property(true as unknown as object)],
  ['no-schema-named-error', 'Error', ({ components }) => (components.schemas['Error'] = { type: 'string' })],
  ['unique-component-names', 'two kinds', ({ components }) => (components.parameters['thing'] = query({}))],
  ['unique-component-names', 'one kind, two cases', ({ components }) => (components.parameters['Pret-ty'] = query({}))],
  ['unique-component-names', 'an operation', ({ components }) => (components.schemas['CreateThingParams'] = named)],
  ['unions-after-variants', 'a union first', ({ components }) => (components.schemas = unionFirst(components.schemas))],
  ['no-parameter-content', 'inline', operation((o) => o.parameters.push(contentQuery))],
  ['no-parameter-content', 'shared', ({ components }) => (components.parameters['filter'] = contentQuery)],
  ['absolute-token-url', 'a path', ({ components }) => (components.securitySchemes['oauth'] = relativeOauth)],
];

function administrative(o: object, roles: string[], more: object[] = [envelope], tag = 'groups'): void {
  const { parameters } = o as { parameters: object[] };
  Object.assign(o, {
    tags: [tag],
    'x-policy': 'admin',
    'x-required-roles': roles,
    parameters: [...parameters, ...more],
  });
}
const envelope = { name: 'envelope', in: 'query', schema: { type: 'boolean' } };
const named = { type: 'string' };
const query = (schema: object) => ({ name: 'other', in: 'query', schema });
const openQuery = query({ type: 'object', additionalProperties: true });
const contentQuery = { name: 'other', in: 'query', content: { 'application/json': { schema: { type: 'string' } } } };
const onlyEjson = { 'application/ejson': { schema: { type: 'string' }, example: 'x' } };
const problem = (name: string) => ({
  description: 'Bad',
  content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${name}` } } },
});
const inlineProblem = { description: 'Bad', content: { 'application/problem+json': { schema: { type: 'string' } } } };
const unionFirst = (schemas: Contract['components']['schemas']) => ({
  Either: { oneOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Problem' }] },
  ...schemas,
});
const flows = { clientCredentials: { tokenUrl: '/api/oauth/token', scopes: {} } };
const relativeOauth = { type: 'oauth2', flows };

test('a right contract breaks no rule', async () => {
  expect(await lintBundle(contract())).toEqual([]);
});

test.each(bad)('%s flags: %s', async (rule, _, change) => {
  const wrong = contract();
  change(wrong);
  const broken = await lintBundle(wrong);
  expect(new Set(broken.map((violation) => violation.rule))).toEqual(new Set([rule]));
});

test('every rule has a bad contract here', () => {
  const rules = 'rules' in ruleset ? Object.keys(ruleset.rules) : [];
  expect(new Set(bad.map(([rule]) => rule))).toEqual(new Set(rules));
});

test('what an example holds is data, not a schema', async () => {
  const right = contract();
  const example = { name: 'x', schema: { type: ['string', 'integer'], nullable: true } };
  right.paths['/things'].post.requestBody.content = { 'application/json': { schema: { type: 'string' }, example } };
  expect(await lintBundle(right)).toEqual([]);
});

test('an action may be called by its own name', async () => {
  const right = contract();
  right.paths['/things'].post.operationId = 'findOne';
  expect(await lintBundle(right)).toEqual([]);
});
