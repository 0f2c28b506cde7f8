import { describe, expect, it } from 'vitest';
import { RouteTable, type Operation } from '../../../src/contract/index.ts';

const operation = (operationId: string, method: string, path: string): Operation => ({
  operationId,
  method,
  path,
  plane: 'test',
  policy: 'public',
  requiredRoles: [],
  accessList: null,
  rateLimit: null,
  scope: null,
  grants: null,
  denial: null,
  verbatim: null,
  queryParameters: [],
  ifMatch: false,
  body: null,
});

const table = new RouteTable([
  operation('root', 'get', '/'),
  operation('health', 'get', '/healthz'),
  operation('list', 'get', '/docdb/{database}/{collection}'),
  operation('create', 'post', '/docdb/{database}/{collection}'),
  operation('get', 'get', '/docdb/{database}/{collection}/{documentId}'),
  operation('special', 'get', '/docdb/{database}/stats'),
]);

function found(method: string, path: string): unknown {
  const located = table.locate(method, path);
  if (located === undefined) return undefined;
  if ('allow' in located) return located.allow;
  return [located.route.operation.operationId, located.route.parameters];
}

describe('RouteTable', () => {
  it.each([
    ['GET', '/', ['root', {}]],
    ['GET', '/healthz', ['health', {}]],
    ['GET', '/healthz/', ['health', {}]],
    ['GET', '/docdb/a/b', ['list', { database: 'a', collection: 'b' }]],
    ['GET', '/docdb/a/b/', ['list', { database: 'a', collection: 'b' }]],
    ['POST', '/docdb/a%20x/b', ['create', { database: 'a%20x', collection: 'b' }]],
    ['GET', '/docdb/a/b/%2F', ['get', { database: 'a', collection: 'b', documentId: '%2F' }]],
    ['GET', '/docdb/a/stats', ['special', { database: 'a' }]],
    ['GET', '/docdb/a/stats/1', ['get', { database: 'a', collection: 'stats', documentId: '1' }]],
    ['DELETE', '/docdb/a/b', ['GET', 'POST']],
    ['GET', '/docdb/a', undefined],
    ['GET', '/docdb//b', undefined],
    ['GET', '//', undefined],
    ['GET', '/nothing', undefined],
    ['GET', '/docdb/a/b/c/d', undefined],
    ['GET', '/__proto__', undefined],
  ])('%s %s', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected);
  });
});
