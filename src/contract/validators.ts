import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ContractDocument } from './document.ts';
import type { Operation } from './operation.ts';
import type { RequestValidator } from './request-parts.ts';
import { createRequestValidator } from './request-validator.ts';

/** One request validator an operation, made when it is first needed: compiling takes milliseconds each. */
export class RequestValidators {
  readonly #document: ContractDocument;
  readonly #made = new Map<Operation, RequestValidator>();

  constructor(document: ContractDocument) {
    this.#document = document;
  }

  for(operation: Operation): RequestValidator {
    const known = this.#made.get(operation);
    if (known !== undefined) return known;
    const made = createRequestValidator(this.#document, operation.path, operation.method);
    this.#made.set(operation, made);
    return made;
  }

  /** Makes the others in the background, a turn of the event loop between two, so that first callers do not wait. */
  async warm(operations: readonly Operation[], signal: AbortSignal): Promise<void> {
    for (const operation of operations) {
      if (signal.aborted) return;
      this.for(operation);
      await nextTurn();
    }
  }
}
