import type { AppData } from '../../app-data/index.ts';
import type { AppUsers } from '../../app-users/index.ts';
import type { Store } from '../../store/index.ts';

export interface ClientDeps {
  readonly users: AppUsers;
  readonly data: AppData;
  readonly store: Pick<Store, 'appUsers' | 'appApiKeys' | 'appSessions'>;
}
