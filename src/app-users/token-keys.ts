import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

const mostSets = 1000;

/** Key sets of other parties (JWKS), fetched when first needed, kept for ten minutes, and again for an unknown `kid` at most every half minute. */
export class TokenKeys {
  readonly #sets = new Map<string, JWTVerifyGetKey>();

  at(uri: string): JWTVerifyGetKey {
    const known = this.#sets.get(uri);
    if (known !== undefined) return known;
    const made = createRemoteJWKSet(new URL(uri), { timeoutDuration: 5000 });
    const [oldest] = this.#sets.keys();
    if (this.#sets.size >= mostSets && oldest !== undefined) this.#sets.delete(oldest);
    this.#sets.set(uri, made);
    return made;
  }
}
