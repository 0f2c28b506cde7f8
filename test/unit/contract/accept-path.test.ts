import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../generated/operations.gen.ts';
import { readContract, type Operation, type RequestParts } from '../../../src/contract/index.ts';
import { createRecordValidator } from '../../../src/contract/record-validator.ts';
import { createRequestValidator } from '../../../src/contract/request-validator.ts';
import { Problem } from '../../../src/problem/index.ts';

const contract = readContract();

/** What a validator makes of a request: the parts as it leaves them, or the errors. */
function outcome(validate: (parts: RequestParts) => void, given: RequestParts): unknown {
  const parts = structuredClone(given);
  try {
    validate(parts);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, errors: error.errors };
  }
  const { params, query, body } = parts;
  return { params, query: { ...query }, body };
}

const value = fc.oneof(
  fc.constantFrom('1', '0', '-1', '1.5', '1e1', 'true', 'exact', '{}', '', ' ', 'x', '"a"', '*'),
  fc.string(),
);
const names = ['filter', 'projection', 'sort', 'limit', 'skip', 'after', 'count', 'pretty', 'other'];
const query = fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.array(value, { maxLength: 2 })), {
  maxKeys: 3,
});
const headers = fc.record(
  { 'if-match': fc.constantFrom('*', '"a"', ''), 'if-none-match': fc.constantFrom('*', '"a"') },
  { requiredKeys: [] },
);
const json = fc.jsonValue({ maxDepth: 2 });
const body = fc.oneof(
  json,
  fc.record({ filter: json, update: json }, { requiredKeys: [] }),
  fc.record({ filter: fc.object(), update: fc.object() }),
  fc.array(fc.object(), { maxLength: 3 }),
  fc.object(),
);

describe.each(Object.values(operations) as readonly Operation[])('the short way of $operationId', (operation) => {
  const record = createRecordValidator(contract, operation.path, operation.method);
  const validate = createRequestValidator(contract, operation.path, operation.method);

  it('answers as the validator of record does', () => {
    const params = fc.record({ database: value, collection: value, documentId: value });
    fc.assert(
      fc.property(params, query, headers, body, (path, search, sent, given) => {
        const hasBody = operation.body !== null;
        const parts: RequestParts = {
          method: operation.method.toUpperCase(),
          headers: { ...sent, ...(hasBody && { 'content-type': 'application/json' }) },
          params: operation.path.includes('documentId')
            ? path
            : { database: path.database, collection: path.collection },
          query: search,
          body: hasBody ? given : undefined,
        };
        expect(outcome(validate, parts)).toEqual(outcome(record.validate, parts));
      }),
      { numRuns: 300 },
    );
  });
});
