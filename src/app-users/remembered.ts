import { VerifiedCredentials } from '../auth/index.ts';

/** Short enough that a key which is deleted or disabled is refused within a second, in every process. */
const rememberMs = 900;
const rememberMost = 20_000;

/** Who a credential stood for a moment ago, so that the next requests with it cost neither a hash nor a round trip. */
export class Remembered<Value> {
  readonly #known = new VerifiedCredentials<Value>(rememberMs, rememberMost);
  readonly #underWay = new Map<string, Promise<Value>>();

  /** Asks once for requests that come at the same time; a refusal is not remembered. */
  async get(scope: string, credential: string, find: () => Promise<Value>): Promise<Value> {
    const digest = this.#known.digest(scope, credential);
    const known = this.#known.get(digest) ?? this.#underWay.get(digest);
    if (known !== undefined) return known;
    const since = performance.now();
    const finding = find().finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, finding);
    const found = await finding;
    this.#known.set(digest, found, since);
    return found;
  }
}
