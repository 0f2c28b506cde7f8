import { createHash } from 'node:crypto';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Result } from './pipeline.ts';

/** Remembers the answers of POST requests with an Idempotency-Key. */
export interface IdempotencyMemory {
  /** Takes the key for this request. → undefined when it is the first; else what is known of the first. */
  take(
    id: string,
    fingerprint: string,
  ): Promise<{ readonly fingerprint: string; readonly answer?: string } | undefined>;
  keep(id: string, answer: string): Promise<void>;
  /** The request failed and has changed nothing: it may be sent again. */
  release(id: string): Promise<void>;
}

/**
 * Runs a POST once for each Idempotency-Key of a caller (draft-ietf-httpapi-idempotency-key-header), and repeats its answer.
 * A first request that was cut off leaves the key taken: whether it took effect has to be looked up.
 */
export function once(memory: IdempotencyMemory, exchange: Exchange, run: () => Promise<Result>): Promise<Result> {
  const key = exchange.request.headers['idempotency-key'];
  const { principal, operation } = exchange;
  if (principal?.kind !== 'admin' || operation?.method !== 'post' || typeof key !== 'string') return run();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw wrongKey();
  return runUnlessKnown(memory, exchange, hash(principal.keyId, key), run);
}

async function runUnlessKnown(
  memory: IdempotencyMemory,
  exchange: Exchange,
  id: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const fingerprint = hash(exchange.path, exchange.search, JSON.stringify(exchange.parts?.body) ?? '');
  const first = await memory.take(id, fingerprint);
  if (first === undefined) return runFirst(memory, id, run);
  if (first.fingerprint !== fingerprint) throw new Problem('IDEMPOTENCY_KEY_REUSED');
  if (first.answer === undefined) throw new Problem('IDEMPOTENCY_KEY_IN_USE', { headers: { 'Retry-After': '1' } });
  return JSON.parse(first.answer) as Result;
}

async function runFirst(memory: IdempotencyMemory, id: string, run: () => Promise<Result>): Promise<Result> {
  try {
    const result = await run();
    await memory.keep(id, JSON.stringify(result));
    return result;
  } catch (error) {
    // A 5xx may have taken effect after all.
    if (error instanceof Problem && error.status < 500) await memory.release(id);
    throw error;
  }
}

function wrongKey(): Problem {
  const message = 'must be 1 to 255 visible ASCII characters, such as a UUID';
  return new Problem('INVALID_REQUEST', {
    detail: `Idempotency-Key ${message}`,
    errors: [{ path: '/headers/idempotency-key', message }],
  });
}

function hash(...parts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part).update('\0');
  return digest.digest('base64url');
}
