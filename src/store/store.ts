import type { Collection, Db } from '../mongo/index.ts';
import type { Mount } from '../mounts/index.ts';
import { apiKeys, type ApiKey } from './api-keys.ts';
import { docdbMounts, listDocdbMounts, type DocdbMountRecord } from './docdb-mounts.ts';
import { organizations, type Organization } from './organizations.ts';
import { projects, type Project } from './projects.ts';

/** The collections of the service's own database, typed. */
export interface Store {
  readonly organizations: Collection<Organization>;
  readonly projects: Collection<Project>;
  readonly apiKeys: Collection<ApiKey>;
  readonly docdbMounts: Collection<DocdbMountRecord>;
  listMounts(): Promise<Mount[]>;
}

/** Opens the store in this database; `prepareStore` has been there before. */
export function createStore(db: Db): Store {
  return {
    organizations: organizations(db),
    projects: projects(db),
    apiKeys: apiKeys(db),
    docdbMounts: docdbMounts(db),
    listMounts: () => listDocdbMounts(db),
  };
}
