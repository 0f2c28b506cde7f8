/** Clusters: what the hosts of a project say they belong to. */
import type { AdminDeps } from '../deps.ts';
import { getCluster } from './getCluster.ts';
import { listClusters } from './listClusters.ts';
import { listProjectClusters } from './listProjectClusters.ts';
import { updateCluster } from './updateCluster.ts';

export function createClusterHandlers(deps: AdminDeps) {
  return {
    listProjectClusters: listProjectClusters(deps),
    getCluster: getCluster(deps),
    updateCluster: updateCluster(deps),
    listClusters: listClusters(deps),
  };
}
