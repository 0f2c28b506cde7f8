import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Strategy } from 'passport-strategy';
import type { Mount, MountUser } from '../mounts/index.ts';
import { PasswordChecks } from './password-checks.ts';
import { verifyPassword } from './password.ts';
import { VerifiedCredentials } from './verified-credentials.ts';

export interface BasicDeps {
  /** The mount that the request is for. */
  mountOf(request: IncomingMessage): Mount;
}

export interface MountPrincipal {
  readonly kind: 'mount';
  readonly mount: Mount;
  readonly username: string;
}

const rememberMs = 60_000;
const rememberRefusedMs = 5_000;
const rememberMost = 10_000;

/** HTTP Basic (RFC 7617) against the users of the mount that a request is for. */
export class MountBasicStrategy extends Strategy {
  readonly name = 'mount-basic';
  // Passport makes an object per request that inherits from this one: #private members would not be found there.
  private readonly deps: BasicDeps;
  private readonly verified = new VerifiedCredentials<MountPrincipal>(rememberMs, rememberMost);
  private readonly refused = new VerifiedCredentials<true>(rememberRefusedMs, rememberMost);
  private readonly checks = new PasswordChecks<MountPrincipal | undefined>();
  private readonly scopes = new WeakMap<Mount, string>();

  constructor(deps: BasicDeps) {
    super();
    this.deps = deps;
  }

  override authenticate(request: IncomingMessage): void {
    const mount = this.deps.mountOf(request);
    const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (encoded === undefined) return this.refuse(mount);
    const digest = this.verified.digest(this.scopeOf(mount), encoded);
    const known = this.verified.get(digest);
    if (known !== undefined) return this.success(known);
    if (this.refused.get(digest) !== undefined) return this.refuse(mount);
    this.checks
      .run(digest, () => this.verify(mount, encoded))
      .then(
        (principal) => {
          if (principal === undefined) {
            this.refused.set(digest, true);
            return this.refuse(mount);
          }
          this.verified.set(digest, principal);
          this.success(principal);
        },
        (error: Error) => this.error(error),
      );
  }

  /** A mount that is changed is another object: what was found out before the change, or is being found out, says nothing of it. */
  private scopeOf(mount: Mount): string {
    const known = this.scopes.get(mount);
    if (known !== undefined) return known;
    const scope = randomUUID();
    this.scopes.set(mount, scope);
    return scope;
  }

  private async verify(mount: Mount, encoded: string): Promise<MountPrincipal | undefined> {
    const pair = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    const username = pair.slice(0, Math.max(colon, 0));
    const users: readonly MountUser[] = mount.users === 'none' ? [] : mount.users;
    const user = users.find((candidate) => candidate.username === username);
    const matches = await verifyPassword(pair.slice(colon + 1), user?.passwordHash);
    return matches && colon >= 0 ? { kind: 'mount', mount, username } : undefined;
  }

  private refuse(mount: Mount): void {
    const scope = ['docdb', mount.database, mount.collection].filter((part) => part !== undefined).join('/');
    this.fail(`Basic realm="${scope}", charset="UTF-8"`, 401);
  }
}
