import fc from 'fast-check';
import { beforeAll, expect, inject, it } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { api, freshKey, freshOrganization, sign, type KeyPair } from '../_harness/admin.ts';
import { deployApp, folder, openRole } from '../_harness/data-api.ts';
import { basic } from '../_harness/client.ts';
import { users } from '../_harness/mounts.ts';
import { seed } from '../_harness/random-cases.ts';
import { checkResponse } from '../_harness/response-validator.ts';

const requests = 10_000;
const inFlight = 16;

/** What inner text looks like: stacks, files, driver classes, addresses of the database. `MongoDBError` is App Services' code. */
const innerText =
  /\bat [^"]*\.(ts|js):\d|node_modules|Mongo(?!DBError\b)[A-Z]\w*Error|TypeError|RangeError|ReferenceError|SyntaxError:|mongodb:\/\/|ECONNREFUSED/;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const names = [
  'fuzz',
  'things',
  'admin',
  'system.users',
  '..',
  '%00',
  '$cmd',
  'a b',
  'x'.repeat(300),
  '%ff',
  '%2e%2e',
  'ünïcode',
  '__proto__',
  '0',
];
const ids = [
  '1',
  '"x"',
  '{"$oid":"5f1e0b9c8d3f4a2b1c0d9e8f"}',
  '{"$oid":1}',
  '5f1e0b9c8d3f4a2b1c0d9e8f',
  '[1]',
  'null',
  '{"a":{"b":1}}',
  '%',
  'constructor',
];
const snippets = [
  '{"$where":"1"}',
  '{"a":{"$regex":"("}}',
  '{"$expr":{"$function":{}}}',
  '{"__proto__":1}',
  '{"a":1e999}',
  '[]',
  '{',
  '""',
  '{"$oid":"zz"}',
  '{"$and":[]}',
  '{"_id":{"$in":5}}',
  '9'.repeat(40),
];

const jsonish = fc.oneof(fc.json({ maxDepth: 4 }), fc.constantFrom(...snippets), fc.string({ maxLength: 40 }));
const paths = Object.values(operations).map((operation) => operation.path);

/** An organization, and a key that owns it and nothing else. */
const place: Record<string, string> = {};
let administrator: KeyPair;
const runAsSystem = { 'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], run_as_system: true } };

beforeAll(async () => {
  const { id: orgId } = await freshOrganization();
  const { json: project } = await api('POST', '/groups', { body: { name: 'Fuzzed', orgId } });
  const owner = await freshKey(orgId, ['ORG_OWNER']);
  await api('POST', `/orgs/${orgId}/apiKeys/${owner.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  administrator = owner;
  const { id: apiKeyId } = await freshKey(orgId, ['ORG_MEMBER']);
  const { appId } = await deployApp(folder('fuzz', { things: { rules: { roles: [openRole] } } }, runAsSystem));
  Object.assign(place, { orgId, groupId: project.id, apiKeyId, appId, version: 'v1' });
});

let challenge = '';
let uses = 0;

/** A signature for one request; many share a nonce, each with a count of its own. */
async function signed(method: string, target: string): Promise<string> {
  if (uses % 300 === 0) {
    const response = await fetch(`${inject('serviceUrl')}/api/public/v1.0`);
    challenge = response.headers.get('www-authenticate') ?? '';
  }
  uses += 1;
  return sign(administrator, method, target, challenge, {}, uses.toString(16).padStart(8, '0'));
}

const path = fc
  .tuple(
    fc.constantFrom(...paths),
    fc.constantFrom(...names),
    fc.constantFrom(...names),
    fc.constantFrom(...ids),
    fc.boolean(),
  )
  .map(([template, database, collection, id, encode]) =>
    template
      .replace('{database}', database)
      .replace('{collection}', collection)
      .replace('{documentId}', encode ? encodeURIComponent(id) : id.replaceAll(/[^\w%."{}$:,[\]-]/g, '')),
  );
const search = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'filter',
        'projection',
        'sort',
        'limit',
        'skip',
        'after',
        'count',
        'pretty',
        'bogus',
        'filter[a]',
        '__proto__',
      ),
      jsonish,
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'));
const inThings = '"dataSource":"mongodb-atlas","database":"fuzz","collection":"things"';
const dataFields = [
  'filter',
  'projection',
  'sort',
  'document',
  'documents',
  'update',
  'replacement',
  'pipeline',
  'limit',
  'skip',
  'operations',
  'field',
];
const body = fc.oneof(
  fc.constant(undefined),
  jsonish,
  fc
    .record({ filter: fc.jsonValue({ maxDepth: 3 }), update: fc.jsonValue({ maxDepth: 3 }) })
    .map((value) => JSON.stringify(value)),
  fc
    .tuple(fc.constantFrom(...snippets), fc.constantFrom(...snippets))
    .map(([filter, update]) => `{"filter":${filter},"update":${update}}`),
  fc
    .tuple(fc.subarray(dataFields, { minLength: 1, maxLength: 3 }), jsonish)
    .map(([fields, value]) => `{${inThings},${fields.map((field) => `"${field}":${value}`).join(',')}}`),
);
const type = fc.constantFrom(
  'application/json',
  'application/ejson',
  'application/json; charset=utf-8',
  'text/plain',
  'application/json;;',
  '*/*',
  'application/vnd.x+json',
);
const accept = fc.constantFrom(
  '*/*',
  'application/json',
  'application/ejson',
  'text/html',
  'application/*;q=0.1',
  ';',
  'application/problem+json',
);
const tag = fc.constantFrom(undefined, '*', '"abc"', 'W/"abc"', '"', '"a", "b"', 'ä');

const request = fc.record({
  method: fc.constantFrom(...methods),
  path,
  search,
  body,
  type,
  accept,
  ifMatch: tag,
  ifNoneMatch: tag,
  credentials: fc.integer({ min: 0, max: 9 }),
});

type FuzzRequest = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

/** What stands in the path: mostly something that exists, so that the request gets past authorization. */
function parameter(name: string, { credentials: dice }: FuzzRequest): string {
  return (dice > 2 && place[name]) || (names[dice] as string).replaceAll(/[^\w%.$]/g, '');
}

async function credentials(method: string, target: string): Promise<string> {
  return isOfAdmin(target) ? signed(method, target) : basic('any', users.any);
}

function isOfAdmin(target: string): boolean {
  return /^\/api\/(public|atlas)\//.test(target);
}

function wrongDialect(target: string, contentType: string, text: string): string | undefined {
  if (isOfAdmin(target)) return notOfAdmin(contentType, text);
  return /^\/(api\/client|app)\//.test(target) ? notOfApps(contentType, text) : notProblemDetails(contentType);
}

/** App Services' `error`, and what it is called. */
function notOfApps(contentType: string, text: string): string | undefined {
  const fields = contentType === 'application/json' ? Object.keys(JSON.parse(text) as object) : [];
  const isRight = fields.includes('error') && fields.every((name) => ['error', 'error_code', 'link'].includes(name));
  return isRight ? undefined : `not an app's error: ${contentType} ${text}`;
}

function notProblemDetails(contentType: string): string | undefined {
  return contentType.startsWith('application/problem+json') ? undefined : `not a problem document: ${contentType}`;
}

/** The five fields of MongoDB's management APIs, or the three of a challenge. */
function notOfAdmin(contentType: string, text: string): string | undefined {
  if (contentType !== 'application/json') return `not the admin plane's error: ${contentType}`;
  const fields = Object.keys(JSON.parse(text) as object).join(' ');
  const isRight = ['detail error errorCode parameters reason', 'detail error reason'].includes(fields);
  return isRight ? undefined : `not the admin plane's error: ${text}`;
}

/** Undefined when the answer is fit to leave the house, else what is wrong with it. */
async function complaint(given: FuzzRequest): Promise<string | undefined> {
  const inPlace = given.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameter(name, given));
  const { pathname, search: query } = new URL(`http://any${inPlace}${given.search && '?'}${given.search}`);
  const target = pathname + query;
  const headers: Record<string, string> = { accept: given.accept };
  if (given.credentials > 0) headers['authorization'] = await credentials(given.method, target);
  if (given.body !== undefined && !['GET', 'HEAD'].includes(given.method)) headers['content-type'] = given.type;
  if (given.ifMatch !== undefined && given.ifMatch !== 'ä') headers['if-match'] = given.ifMatch;
  if (given.ifNoneMatch !== undefined && given.ifNoneMatch !== 'ä') headers['if-none-match'] = given.ifNoneMatch;
  const sendsBody = given.body !== undefined && !['GET', 'HEAD'].includes(given.method);
  const response = await fetch(`${inject('serviceUrl')}${target}`, {
    method: given.method,
    headers,
    ...(sendsBody && { body: given.body as string }),
  });
  const text = await response.text();
  if (response.status >= 500) return `${response.status}: ${text}`;
  if (innerText.test(text) && response.status >= 400) return `inner text: ${text}`;
  const contentType = response.headers.get('content-type') ?? '';
  if (response.status >= 400 && given.method !== 'HEAD') {
    const wrong = wrongDialect(target, contentType, text);
    if (wrong !== undefined) return wrong;
  }
  if (given.method !== 'HEAD' && contentType.includes('json'))
    checkResponse(given.method, new URL(response.url).pathname, response.status, contentType, JSON.parse(text));
  return undefined;
}

it(
  `${requests} malformed requests: no 5xx, no inner text, every error in the plane's dialect`,
  { timeout: 300_000 },
  async () => {
    const waiting = fc.sample(request, { numRuns: requests, seed }).values();
    const complaints: string[] = [];
    const worker = async (): Promise<void> => {
      for (const given of waiting) {
        const wrong = await complaint(given).catch((error: unknown) => `threw ${String(error)}`);
        if (wrong !== undefined) complaints.push(`FUZZ_SEED=${seed} ${JSON.stringify(given)} → ${wrong}`);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    expect(complaints.slice(0, 5)).toEqual([]);
  },
);
