import { acceptPath, type Accepts } from './accept-path.ts';
import type { ContractDocument } from './document.ts';
import { createRecordValidator } from './record-validator.ts';
import type { RequestValidator } from './request-parts.ts';

/** The validator of record for one operation, behind a short way for requests that are right. */
export function createRequestValidator(document: ContractDocument, path: string, method: string): RequestValidator {
  const { validate, compiled, keyOf } = createRecordValidator(document, path, method);
  const shortWays = new Map<string, Accepts | undefined>();
  return (parts) => {
    const type = parts.headers['content-type'] ?? '';
    if (shortWays.get(type)?.(parts) === true) return;
    validate(parts);
    if (!shortWays.has(type)) shortWays.set(type, acceptPath(compiled, keyOf(parts)));
  };
}
