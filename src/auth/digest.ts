import { timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Strategy } from 'passport-strategy';
import { parseDigestHeader, type DigestCredentials } from './digest-header.ts';
import { adminRealm, digestResponse, type DigestAlgorithm } from './ha1.ts';
import { makeNonce, nonceLifeMs, nonceTime } from './nonces.ts';

/** What a username may stand for: a user can have several personal keys. Nothing is opened or read before it is needed. */
export interface DigestCandidate {
  ha1(algorithm: DigestAlgorithm): string;
  /** Who it is, once the signature has proved to be right. */
  principal(): Promise<object>;
}

/** Bounds guessing. */
export interface FailedAttempts {
  /** @throws Problem TOO_MANY_ATTEMPTS */
  check(address: string, username: string): void;
  failed(address: string, username: string): void;
}

export interface DigestDeps {
  /** Signs nonces; the same in every process of the service. */
  readonly nonceKey: KeyObject;
  /** For a name that nobody has too, and in the same time: a candidate that nothing matches. */
  readonly findCredentials: (username: string) => Promise<readonly DigestCandidate[]>;
  /** → false when this nonce has been used with this count before, in whichever process. */
  readonly spendNonce: (nonce: string, count: number, expiresAt: Date) => Promise<boolean>;
  readonly attempts: FailedAttempts;
  readonly now?: () => number;
}

type DigestRequest = IncomingMessage & { readonly originalUrl?: string; readonly ip?: string | undefined };

/** HTTP Digest (RFC 7616) as MongoDB's management APIs have it, and their clients expect it. @see reference/admin-api.md §2.6 */
export class AdminDigestStrategy extends Strategy {
  readonly name = 'admin-digest';
  // Passport makes an object per request that inherits from this one: #private members would not be found there.
  private readonly deps: DigestDeps;
  private readonly now: () => number;

  constructor(deps: DigestDeps) {
    super();
    this.deps = deps;
    this.now = deps.now ?? Date.now;
  }

  override authenticate(request: DigestRequest): void {
    const header = request.headers.authorization ?? '';
    // A browser would ask for a name and password although a token was sent.
    if (/^bearer /i.test(header)) return this.fail(401);
    const credentials = parseDigestHeader(header);
    if (credentials === undefined) return this.challenge(false);
    this.verify(request, credentials).then(
      (outcome) => {
        if (typeof outcome === 'object') this.success(outcome);
        else this.challenge(outcome === 'stale');
      },
      (error: Error) => this.error(error),
    );
  }

  private async verify(request: DigestRequest, given: DigestCredentials): Promise<object | 'refused' | 'stale'> {
    const { attempts, findCredentials, nonceKey, spendNonce } = this.deps;
    const madeAt = nonceTime(nonceKey, given.nonce);
    const isForThis = given.realm === adminRealm && namesTarget(given.uri, request.originalUrl ?? request.url ?? '');
    // Whatever has signed this, it was not for us: no look-up, and no guess that would count.
    if (madeAt === undefined || !isForThis) return 'refused';
    const address = request.ip ?? request.socket.remoteAddress ?? '';
    attempts.check(address, given.username);
    const candidates = await findCredentials(given.username);
    // Once more, and in one go with the comparison: a hundred guesses at a time are no more than a hundred in a row.
    attempts.check(address, given.username);
    const candidate = candidates.find((one) => matches(one, request.method ?? '', given));
    if (candidate === undefined) {
      attempts.failed(address, given.username);
      return 'refused';
    }
    const expiresAt = madeAt + nonceLifeMs;
    if (expiresAt <= this.now()) return 'stale';
    const count = Number.parseInt(given.nc, 16);
    const spending = spendNonce(given.nonce, count, new Date(expiresAt));
    const [isUnspent, principal] = await Promise.all([spending, candidate.principal()]);
    return isUnspent ? principal : 'refused';
  }

  /** Letter for letter what MongoDB sends: a published client splits it at `", "` and knows no other parameters. */
  private challenge(stale: boolean): void {
    const nonce = makeNonce(this.deps.nonceKey, this.now());
    this.fail(
      `Digest realm="${adminRealm}", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${stale}`,
      401,
    );
  }
}

/** The client may name the target in absolute form (RFC 7616 §3.4.6). */
function namesTarget(uri: string, target: string): boolean {
  return uri === target || (/^https?:\/\/[^/?#]+/i.test(uri) && uri.replace(/^https?:\/\/[^/?#]+/i, '') === target);
}

function matches(candidate: DigestCandidate, method: string, given: DigestCredentials): boolean {
  const { algorithm, response } = given;
  return isEqual(digestResponse(algorithm, candidate.ha1(algorithm), { ...given, method }), response);
}

function isEqual(expected: string, given: string): boolean {
  const bytes = Buffer.from(given.toLowerCase());
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected));
}
