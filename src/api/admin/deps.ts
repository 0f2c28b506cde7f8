import type { ActiveApp } from '../../active-apps/index.ts';
import type { AppUsers } from '../../app-users/index.ts';
import type { RuleSettings } from '../../rules/index.ts';
import type { Store } from '../../store/index.ts';
import type { Encryption } from '../../secrets/index.ts';

export interface AdminDeps {
  readonly store: Store;
  readonly encryption: Encryption;
  /** Apps as they are served, by client app id. */
  readonly findActiveApp: (clientAppId: string) => Promise<ActiveApp | undefined>;
  /** What the operator has decided about rules of apps. */
  readonly ruleSettings: RuleSettings;
  /** The users of apps. */
  readonly appUsers: AppUsers;
  /** What docgate says of its own make: its version. */
  readonly build: string;
  /** The names of the data sources that are the service's own and the config file's. */
  readonly serviceDataSources: readonly string[];
  /** The database of the service's own data, which no mount opens. */
  readonly serviceDatabase: string;
}
