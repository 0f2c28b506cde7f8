import type { Db } from '../mongo/index.ts';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

export interface RequestLimitOptions {
  readonly db: Db;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Requests a window. */
  readonly limit?: number;
}

export interface Spent {
  readonly limit: number;
  readonly remaining: number;
  readonly retryAfterSeconds: number;
  readonly allowed: boolean;
}

const windowMs = 60_000;

/**
 * Counts requests in clock minutes, over all processes: the counter of a subject's minute is one document, one round trip
 * adds to it. The library's own windows begin with the first request, so the minute is part of its key.
 * @see reference/admin-api.md §7
 */
export function createRequestLimit({ db, now = Date.now, limit = 100 }: RequestLimitOptions) {
  const limiter = new RateLimiterMongo({
    storeClient: db,
    tableName: 'rateLimits',
    keyPrefix: '',
    points: limit,
    // Twice as long as the window: the last request of a minute finds its counter.
    duration: 120,
    disableIndexesCreation: true,
  });
  return {
    /** @param subject what shares one counter: a project's id */
    async spend(subject: string): Promise<Spent> {
      const time = now();
      const window = Math.floor(time / windowMs);
      const consumed = await consume(limiter, `${subject}:${window}`);
      return {
        limit,
        remaining: Math.max(0, limit - consumed),
        retryAfterSeconds: Math.ceil(((window + 1) * windowMs - time) / 1000),
        allowed: consumed <= limit,
      };
    },
  };
}

async function consume(limiter: RateLimiterMongo, key: string): Promise<number> {
  try {
    return (await limiter.consume(key)).consumedPoints;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused.consumedPoints;
    throw refused;
  }
}
