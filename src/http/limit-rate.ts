import { Problem } from '../problem/index.ts';
import type { Step } from './pipeline.ts';

export interface RequestLimit {
  spend(subject: string): Promise<{
    readonly limit: number;
    readonly remaining: number;
    readonly retryAfterSeconds: number;
    readonly allowed: boolean;
  }>;
}

/**
 * Counts the request against its project's minute, or its organization's, where the contract limits the operation.
 * @param also operationIds that are limited besides
 */
export function limitRate(limit: RequestLimit, also: readonly string[]): Step {
  const limited = new Set(also);
  return {
    name: 'limitRate',
    plane: 'admin',
    async run({ operation, principal, parts, response, path }) {
      if (principal?.kind !== 'admin' || operation === undefined) return;
      if (operation.rateLimit !== true && !limited.has(operation.operationId)) return;
      const { groupId, orgId } = (parts?.params ?? {}) as Record<string, string | undefined>;
      const spent = await limit.spend((groupId ?? orgId ?? principal.keyId).toLowerCase());
      response.setHeader('RateLimit-Limit', spent.limit);
      response.setHeader('RateLimit-Remaining', spent.remaining);
      if (spent.allowed) return;
      throw new Problem('RATE_LIMITED', {
        parameters: [path, spent.limit, 1],
        headers: { 'Retry-After': String(spent.retryAfterSeconds) },
      });
    },
  };
}
