import type { OperationResult } from '../contract/index.ts';
import type { Exchange } from './exchange.ts';

export type Result = OperationResult<Record<number, unknown>>;

/** Looks at the exchange, adds to it, and throws a Problem if the request may not go on. */
export interface Step {
  readonly name: string;
  /** The only plane whose requests it is for; all where there is none. */
  readonly plane?: 'admin';
  run(exchange: Exchange): void | Promise<void>;
}

/** Runs the steps in order; a step that needs no waiting costs no turn of the event loop. */
export async function runSteps(steps: readonly Step[], exchange: Exchange): Promise<void> {
  for (const step of steps) {
    if (step.plane !== undefined && step.plane !== exchange.operation?.plane) continue;
    const pending = step.run(exchange);
    if (pending !== undefined) await pending;
  }
}
