import type { KeyObject } from 'node:crypto';
import type { Mailer } from '../mailer/index.ts';
import type { Store } from '../store/index.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Bounds the guessing of passwords. */
export interface Attempts {
  /** @throws Problem TOO_MANY_ATTEMPTS */
  check(address: string, username: string): void;
  failed(address: string, username: string): void;
}

export interface AppUsersDeps {
  readonly store: Pick<Store, 'appUsers' | 'appApiKeys' | 'appSessions' | 'appEmailTokens' | 'inTransaction'>;
  readonly tokens: SessionTokens;
  /** Under which API keys and e-mailed tokens are hashed. */
  readonly hashKey: KeyObject;
  readonly mailer: Mailer;
  readonly attempts: Attempts;
  readonly now: () => Date;
}
