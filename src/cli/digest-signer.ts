import { hash, randomBytes } from 'node:crypto';

interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: 'MD5' | 'SHA-256';
}

/** Signs requests by HTTP digest (RFC 7616) for one key, each with the next count of the same nonce. */
export class DigestSigner {
  readonly #key: { readonly publicKey: string; readonly privateKey: string };
  #challenge: Challenge | undefined;
  #count = 0;

  constructor(key: { readonly publicKey: string; readonly privateKey: string }) {
    this.#key = key;
  }

  /** Takes the strongest challenge of `WWW-Authenticate` headers. → false when none is of digest */
  accept(header: string | null): boolean {
    const challenges = (header ?? '').split(/,\s*(?=digest\s)/i).flatMap((text) => read(text) ?? []);
    this.#challenge = challenges.find(({ algorithm }) => algorithm === 'SHA-256') ?? challenges[0];
    this.#count = 0;
    return this.#challenge !== undefined;
  }

  /** The `Authorization` header of a request; undefined before there is a challenge. @param uri path and query */
  sign(method: string, uri: string): string | undefined {
    if (this.#challenge === undefined) return undefined;
    const { realm, nonce, algorithm } = this.#challenge;
    const nc = (this.#count += 1).toString(16).padStart(8, '0');
    const cnonce = randomBytes(16).toString('hex');
    const digest = (text: string): string => hash(algorithm === 'MD5' ? 'md5' : 'sha256', text);
    const { publicKey, privateKey } = this.#key;
    const secret = digest(`${publicKey}:${realm}:${privateKey}`);
    const response = digest(`${secret}:${nonce}:${nc}:${cnonce}:auth:${digest(`${method}:${uri}`)}`);
    const quoted = { username: publicKey, realm, nonce, uri, response, cnonce };
    const parameters = Object.entries(quoted).map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`);
    return `Digest ${parameters.join(', ')}, algorithm=${algorithm}, qop=auth, nc=${nc}`;
  }
}

function read(challenge: string): Challenge | undefined {
  const quoted = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
  const [realm, nonce] = [quoted('realm'), quoted('nonce')];
  const algorithm = (/\balgorithm="?([\w-]+)/i.exec(challenge)?.[1] ?? 'MD5').toUpperCase();
  const isKnown = algorithm === 'MD5' || algorithm === 'SHA-256';
  return realm === undefined || nonce === undefined || !isKnown ? undefined : { realm, nonce, algorithm };
}
