import type { Principal, RequestNotes } from '../../contract/index.ts';
import type { DataSource, DataSources, Namespace } from '../../mongo/index.ts';
import type { Mount } from '../../mounts/index.ts';
import { Problem } from '../../problem/index.ts';

/** The collection that a request names, as its mount opens it. */
export interface OpenedCollection {
  readonly mount: Mount;
  readonly source: DataSource;
  readonly namespace: Namespace;
  readonly signal: AbortSignal;
}

interface CollectionRequest {
  readonly path: { readonly database: string; readonly collection: string };
  readonly principal: Principal;
  readonly notes: RequestNotes;
  readonly signal: AbortSignal;
}

/** @throws Problem when the mount's data source is not there */
export function openCollection(
  dataSources: DataSources,
  { path, principal, notes, signal }: CollectionRequest,
): OpenedCollection {
  if (principal.kind !== 'mount')
    throw new Problem('UNEXPECTED_ERROR', { cause: new Error(`A mount was expected, not ${principal.kind}`) });
  const { mount } = principal;
  const namespace = { database: path.database, collection: path.collection };
  const source = dataSources.get(mount.dataSource);
  notes.namespace = { dataSource: source.name, ...namespace };
  return { mount, source, namespace, signal };
}
