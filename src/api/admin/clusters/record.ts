import { Problem } from '../../../problem/index.ts';

export function noCluster(path: { readonly clusterId: string; readonly groupId: string }): Problem {
  return new Problem('CLUSTER_NOT_FOUND', { parameters: [path.clusterId, path.groupId] });
}

const hiddenAfterMs = 7 * 24 * 3_600_000;

/** Clusters that have been silent for days are left out of lists. */
export function notSilent() {
  return { lastHeartbeat: { $gt: new Date(Date.now() - hiddenAfterMs) } };
}
