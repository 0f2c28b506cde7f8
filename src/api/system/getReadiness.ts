import type { OperationHandler } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';

export interface ReadinessDeps {
  /** Throws what is in the way of answering requests. */
  readonly checkReady: (signal: AbortSignal) => Promise<void>;
}

/** Ready: requests can be answered now. */
export function getReadiness({ checkReady }: ReadinessDeps): OperationHandler<'getReadiness'> {
  return async ({ signal }) => {
    try {
      await checkReady(signal);
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 503) throw cause;
      throw new Problem('DATABASE_UNAVAILABLE', { headers: { 'Retry-After': '1' }, cause });
    }
    return { status: 200, body: { status: 'ready', checks: [{ name: 'mongodb', status: 'up' }] } };
  };
}
