import type { KeyObject } from 'node:crypto';
import type { Mailer } from '../mailer/index.ts';
import type { Store } from '../store/index.ts';
import type { SessionTokens } from './session-tokens.ts';

export interface AppUsersDeps {
  readonly store: Pick<Store, 'appUsers' | 'appApiKeys' | 'appSessions' | 'appEmailTokens'>;
  readonly tokens: SessionTokens;
  /** Under which API keys and e-mailed tokens are hashed. */
  readonly hashKey: KeyObject;
  readonly mailer: Mailer;
  readonly now: () => Date;
}
