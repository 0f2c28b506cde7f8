import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

/**
 * Remembers for a while what a credential stands for, so that the next request with it needs no password hash.
 * Keeps only an HMAC under a key of this process: neither the memory nor the time of a look-up tells the credential.
 */
export class VerifiedCredentials<Value> {
  // As a KeyObject: from a Buffer, Node makes one for each HMAC, which costs seven times the HMAC.
  readonly #key = createSecretKey(randomBytes(32));
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #capacity: number;

  constructor(ttlMs: number, capacity: number) {
    this.#ttlMs = ttlMs;
    this.#capacity = capacity;
  }

  /** The opaque name under which a credential is kept; `scope` separates places where the same pair means different things. */
  digest(scope: string, credential: string): string {
    return createHmac('sha256', this.#key).update(scope).update('\0').update(credential).digest('base64url');
  }

  get(digest: string): Value | undefined {
    const entry = this.#entries.get(digest);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > performance.now()) return entry.value;
    this.#entries.delete(digest);
    return undefined;
  }

  /** @param since when it was so, by `performance.now()` */
  set(digest: string, value: Value, since = performance.now()): void {
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= this.#capacity && !oldest.done) this.#entries.delete(oldest.value);
    this.#entries.set(digest, { value, expiresAt: since + this.#ttlMs });
  }

  clear(): void {
    this.#entries.clear();
  }
}
