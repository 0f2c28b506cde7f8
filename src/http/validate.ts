import type { RequestValidators } from '../contract/index.ts';
import type { Exchange } from './exchange.ts';
import type { Step } from './pipeline.ts';

/** Holds path, query, headers and body to the contract. */
export function validate(validators: RequestValidators): Step {
  return {
    name: 'validate',
    run(exchange) {
      const { operation, parts } = exchange as Required<Exchange>;
      validators.for(operation)(parts);
    },
  };
}
