import fc from 'fast-check';
import {
  BSON,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  type TopologyDescription,
} from 'mongodb';
import { expect, it } from 'vitest';
import { Problem } from '../../../src/problem/index.ts';
import { toProblem } from '../../../src/mongo/index.ts';

const serverError = (code: number, errmsg: string, more: object = {}) =>
  new MongoServerError({ code, errmsg, ...more });

it.each([
  [2, 'INVALID_OPERATION', 400],
  [9, 'INVALID_OPERATION', 400],
  [14, 'INVALID_OPERATION', 400],
  [168, 'INVALID_OPERATION', 400],
  [31_249, 'INVALID_OPERATION', 400],
  [10_334, 'INVALID_OPERATION', 400],
  [17_280, 'INVALID_OPERATION', 400],
  [11_000, 'DUPLICATE_KEY', 409],
  [121, 'DOCUMENT_VALIDATION_FAILED', 400],
  [13, 'DATABASE_FORBIDDEN', 403],
  [18, 'DATABASE_UNAVAILABLE', 503],
  [10_107, 'DATABASE_UNAVAILABLE', 503],
  [11_600, 'DATABASE_UNAVAILABLE', 503],
  [50, 'DATABASE_TIMEOUT', 504],
  [115, 'NOT_SUPPORTED_BY_DATA_SOURCE', 501],
  [40_573, 'NOT_SUPPORTED_BY_DATA_SOURCE', 501],
  [1, 'UNEXPECTED_ERROR', 500],
  [9999, 'UNEXPECTED_ERROR', 500],
])('code %i becomes %s', (code, problem, status) => {
  expect(toProblem(serverError(code, 'inner'))).toMatchObject({ code: problem, status });
});

it('passes on the words of MongoDB where the caller can mend it', () => {
  expect(toProblem(serverError(2, 'unknown operator: $foo')).detail).toBe('unknown operator: $foo');
});

it('keeps inner words in the cause where the caller cannot', () => {
  for (const code of [1, 13, 18, 50, 91, 115]) {
    const error = serverError(code, 'secret-host.example:27017 says no');
    const problem = toProblem(error, 'orders');
    expect(problem.detail ?? '').not.toMatch(/secret-host|27017/);
    expect(problem.cause).toBe(error);
  }
});

it('takes the names of hosts out of what it passes on', () => {
  const error = serverError(
    2,
    'Error on shard-1.example.net:27018 :: caused by :: at localhost:1234 unknown operator: $foo',
  );
  expect(toProblem(error).detail).toBe('Error on a server :: caused by :: at a server unknown operator: $foo');
});

it('shortens what quotes a whole request', () => {
  expect(toProblem(serverError(2, 'x'.repeat(10_000))).detail).toHaveLength(500);
});

it('tells transactions that a server lacks from other illegal operations', () => {
  const transaction = 'Transaction numbers are only allowed on a replica set member or mongos';
  expect(toProblem(serverError(20, transaction))).toMatchObject({ code: 'NOT_SUPPORTED_BY_DATA_SOURCE' });
  expect(toProblem(serverError(20, 'Cannot do that'))).toMatchObject({ code: 'INVALID_OPERATION' });
});

it('reads the fields of a taken key from objects and from raw bytes', () => {
  const errmsg = 'E11000 duplicate key error collection: db.c index: a_1_b.c_1 dup key: { a: 1, b.c: "x" }';
  const errors = [{ path: '/a' }, { path: '/b/c' }];
  const keyPattern = { a: 1, 'b.c': 1 };
  expect(toProblem(serverError(11_000, errmsg, { keyPattern }))).toMatchObject({ errors });
  expect(toProblem(serverError(11_000, errmsg, { keyPattern: BSON.serialize(keyPattern) }))).toMatchObject({ errors });
  expect(toProblem(serverError(11_000, errmsg))).toMatchObject({ errors: [{ path: '/a' }] });
  expect(toProblem(serverError(11_000, 'E11000'))).toMatchObject({ code: 'DUPLICATE_KEY' });
});

it('makes connection trouble 503 with Retry-After', () => {
  const topology = { servers: new Map() } as unknown as TopologyDescription;
  const handshake = serverError(8000, 'bad auth');
  handshake.addErrorLabel('HandshakeError');
  const selection = new MongoServerSelectionError('connect ECONNREFUSED 10.0.0.1:27017', topology);
  for (const error of [new MongoNetworkError('connection 1 to 10.0.0.1:27017 closed'), selection, handshake]) {
    expect(toProblem(error, 'orders')).toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      headers: { 'Retry-After': '5' },
      detail: 'The data source "orders" cannot be reached at the moment. Try again later.',
    });
  }
  expect(toProblem(new MongoNetworkTimeoutError('timed out'))).toMatchObject({ code: 'DATABASE_TIMEOUT' });
});

it('tells a busy pool from a server that is away', () => {
  const pool = Object.assign(new Error('waited at 10.0.0.1:27017'), { name: 'MongoWaitQueueTimeoutError' });
  expect(toProblem(pool, 'orders')).toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    headers: { 'Retry-After': '1' },
    detail: 'The data source "orders" is busy: all of this service\'s connections to it are in use. Try again shortly.',
  });
});

it('takes what the driver refuses for the fault of the caller', () => {
  expect(toProblem(new MongoInvalidArgumentError('Update document requires atomic operators'))).toMatchObject({
    code: 'INVALID_OPERATION',
    detail: 'Update document requires atomic operators',
  });
  expect(toProblem(new BSON.BSONError('Cannot convert circular structure to BSON'))).toMatchObject({ status: 400 });
});

it('reads every form of a failed validation', () => {
  const details = {
    operatorName: '$and',
    clausesNotSatisfied: [
      { index: 0, details: { operatorName: '$gt', specifiedAs: { age: { $gt: 3 } }, reason: 'comparison failed' } },
      {
        index: 1,
        details: {
          operatorName: '$jsonSchema',
          schemaRulesNotSatisfied: [
            {
              operatorName: 'additionalProperties',
              specifiedAs: { additionalProperties: false },
              additionalProperties: ['x/y'],
            },
            { operatorName: 'required', missingProperties: ['name'] },
          ],
        },
      },
    ],
  };
  const problem = toProblem(serverError(121, 'Document failed validation', { errInfo: { details } }));
  expect(problem.errors).toEqual([
    { path: '', message: 'comparison failed: {"age":{"$gt":3}}' },
    { path: '/x~1y', message: 'is not allowed' },
    { path: '/name', message: 'is required' },
  ]);
  expect(toProblem(serverError(121, 'Document failed validation')).errors).toEqual([]);
});

it('is total', () => {
  const problem = new Problem('FORBIDDEN');
  expect(toProblem(problem)).toBe(problem);
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      expect(toProblem(thrown)).toMatchObject({ code: 'UNEXPECTED_ERROR' });
    }),
  );
  fc.assert(
    fc.property(fc.nat({ max: 60_000 }), fc.string(), fc.anything(), (code, errmsg, errInfo) => {
      expect(toProblem(serverError(code, errmsg, { errInfo, keyPattern: errInfo }))).toBeInstanceOf(Problem);
    }),
  );
});
