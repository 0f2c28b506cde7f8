import { isCollectionName, isDatabaseName } from './names.ts';

/** What a mount opens: one collection, any of a database, or any of any. */
export interface MountScope {
  readonly database?: string;
  readonly collection?: string;
}

/** The scope as the path that it has. Database names hold no slash, so two scopes never look the same. */
export function mountPath({ database, collection }: MountScope): string {
  return ['/docdb', database, collection].filter((part) => part !== undefined).join('/');
}

/** Tells which collections can be reached at all. @param serviceDatabase that of the service's own data */
export function createReach(serviceDatabase: string): (database: string, collection: string) => boolean {
  const closed = new Set(['admin', 'local', 'config', serviceDatabase.toLowerCase()]);
  return (database, collection) =>
    // MongoDB takes database names that differ only in case for the same one.
    isDatabaseName(database) && isCollectionName(collection, database) && !closed.has(database.toLowerCase());
}

/** The part of a scope because of which nothing in it can ever be reached; undefined when something can. */
export function unreachablePart(
  { database, collection }: MountScope,
  serviceDatabase: string,
): keyof MountScope | undefined {
  const reaches = createReach(serviceDatabase);
  if (database === undefined) return collection === undefined ? undefined : 'database';
  if (!reaches(database, 'any')) return 'database';
  return collection === undefined || reaches(database, collection) ? undefined : 'collection';
}
