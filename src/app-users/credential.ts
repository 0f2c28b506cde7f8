import type { AppUserRecord } from '../store/index.ts';
import type { ProviderType } from './app-auth.ts';
import type { AppUsersDeps } from './deps.ts';
import type { EmailPasswords } from './email-passwords.ts';
import type { TokenKeys } from './token-keys.ts';

/** Something that somebody shows to be let in. */
export type Credential =
  | { readonly provider: 'anon-user' }
  | { readonly provider: 'api-key'; readonly key: string }
  | { readonly provider: 'local-userpass'; readonly email: string; readonly password: string }
  | { readonly provider: 'custom-token'; readonly token: string }
  | { readonly provider: 'custom-function' };

/** Who it was, and by which identity. */
export interface LoggedIn {
  readonly user: AppUserRecord;
  readonly identity: { readonly id: string; readonly providerType: ProviderType };
}

export interface LogInOptions {
  /** Where the request comes from. */
  readonly address: string;
  /** A right token of nobody known makes a user. */
  readonly createUser: boolean;
  /** The identity is to become this user's as well. */
  readonly linkTo?: AppUserRecord | undefined;
}

/** How the user of a request is found: he logs in for this one alone. */
export interface RequestOptions extends LogInOptions {
  /** What the app's own collection says of the user comes with him; else `{}`. */
  readonly customData: boolean;
}

export interface ProviderDeps extends AppUsersDeps {
  readonly passwords: EmailPasswords;
  readonly tokenKeys: TokenKeys;
}
