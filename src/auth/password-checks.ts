import { Problem } from '../problem/index.ts';

/** Hashes at once; the rest wait, so many at most. Each takes a thread of the pool for a fifth of a second. */
const limits = { atOnce: 2, waiting: 32 };

/**
 * Checks of passwords, so bounded that strangers with wrong ones cannot take the whole machine: requests with the same
 * credential share one check, few run at once, and what would wait too long is told to come again.
 */
export class PasswordChecks<Value> {
  readonly #underWay = new Map<string, Promise<Value>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /**
   * @param digest names the credential
   * @throws Problem TOO_MANY_ATTEMPTS
   */
  run(digest: string, check: () => Promise<Value>): Promise<Value> {
    const same = this.#underWay.get(digest);
    if (same !== undefined) return same;
    const result = this.#inTurn(check).finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, result);
    return result;
  }

  async #inTurn(check: () => Promise<Value>): Promise<Value> {
    if (this.#running >= limits.atOnce) await this.#turn();
    this.#running += 1;
    try {
      return await check();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= limits.waiting) {
      const detail = 'Too many credentials are waiting to be checked: try again in a moment';
      throw new Problem('TOO_MANY_ATTEMPTS', { detail, headers: { 'Retry-After': '1' } });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
