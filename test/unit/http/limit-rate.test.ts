import { expect, test } from 'vitest';
import { operations } from '../../../generated/operations.gen.ts';
import type { AdminPrincipal } from '../../../src/contract/index.ts';
import type { Exchange } from '../../../src/http/exchange.ts';
import { limitRate } from '../../../src/http/limit-rate.ts';

const principal: AdminPrincipal = { kind: 'admin', keyId: 'key', roles: [], accessList: [], remoteAddress: '::1' };

/** Which subject a request for this operation spends from. */
async function spentBy(operationId: keyof typeof operations, also: readonly string[], as: object = { principal }) {
  const subjects: string[] = [];
  const limit = {
    async spend(subject: string) {
      subjects.push(subject);
      return { limit: 100, remaining: 99, retryAfterSeconds: 1, allowed: true };
    },
  };
  const response = { setHeader: () => undefined };
  const parts = { params: { groupId: 'AB' } };
  const exchange = { operation: operations[operationId], parts, response, path: '/', ...as };
  await limitRate(limit, also).run(exchange as unknown as Exchange);
  return subjects;
}

test('the contract’s operations count against their project', async () => {
  expect(await spentBy('listHosts', [])).toEqual(['ab']);
  expect(await spentBy('getProject', [])).toEqual([]);
});

test('those of the setting as well', async () => {
  expect(await spentBy('getProject', ['getProject'])).toEqual(['ab']);
  expect(await spentBy('updateProject', ['getProject'])).toEqual([]);
  expect(await spentBy('listHosts', ['getProject'])).toEqual(['ab']);
});

test('who is not authenticated spends nothing', async () => {
  expect(await spentBy('getProject', ['getProject'], {})).toEqual([]);
});
