import type { ActiveApp } from '../active-apps/index.ts';
import type { AppUser } from '../app-users/index.ts';
import type { AdminPrincipal } from '../auth/index.ts';
import type { Mount } from '../mounts/index.ts';
import type { RuleRequest } from '../rules/index.ts';
import type { AppSession, AppUserRecord } from '../store/index.ts';

export type { AdminPrincipal, Role } from '../auth/index.ts';

/** Who calls an app: by the Data API or as a client of it. */
export interface AppPrincipal {
  readonly kind: 'app';
  readonly app: ActiveApp;
  /** The user, or the system; absent where an operation needs none, such as a login. */
  readonly user?: AppUser;
  /** The account behind the user, where a token names it. */
  readonly account?: AppUserRecord;
  /** Of a refresh token. */
  readonly session?: AppSession;
  /** What rules see of the request. */
  readonly request: RuleRequest;
}

/** Who asks. Every operation's `x-policy` says which kind it needs; the edge makes it before the handler runs. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'mount'; readonly mount: Mount; readonly username?: string }
  | AdminPrincipal
  | AppPrincipal;
