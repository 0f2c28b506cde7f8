/** Data sources: MongoDB deployments that projects have linked, for their mounts. */
import type { AdminDeps } from '../deps.ts';
import { createDataSource } from './createDataSource.ts';
import { deleteDataSource } from './deleteDataSource.ts';
import { getDataSource } from './getDataSource.ts';
import { listDataSources } from './listDataSources.ts';
import { updateDataSource } from './updateDataSource.ts';

export function createDataSourceHandlers(deps: AdminDeps) {
  return {
    listDataSources: listDataSources(deps),
    createDataSource: createDataSource(deps),
    getDataSource: getDataSource(deps),
    updateDataSource: updateDataSource(deps),
    deleteDataSource: deleteDataSource(deps),
  };
}
