import { instant, type Link } from '../../../representation/index.ts';
import type { ClusterRecord } from '../../../store/index.ts';

export function toCluster(cluster: ClusterRecord) {
  const { _id, groupId, clusterName, replicaSetName, shardName, typeName, lastHeartbeat } = cluster;
  return {
    id: _id.toHexString(),
    groupId: groupId.toHexString(),
    clusterName,
    typeName,
    ...(replicaSetName !== undefined && { replicaSetName }),
    ...(shardName !== undefined && { shardName }),
    lastHeartbeat: instant(lastHeartbeat),
    links: links(cluster),
  };
}

function links({ _id, groupId, typeName, parentClusterId }: ClusterRecord): Link[] {
  const group = `/groups/${groupId.toHexString()}`;
  const id = _id.toHexString();
  const below =
    typeName === 'SHARDED'
      ? { rel: 'clusters', href: `${group}/clusters?parentClusterId=${id}` }
      : { rel: 'hosts', href: `${group}/hosts?clusterId=${id}` };
  return [
    { rel: 'self', href: `${group}/clusters/${id}` },
    { rel: 'group', href: group },
    ...(parentClusterId === undefined
      ? []
      : [{ rel: 'parentCluster', href: `${group}/clusters/${parentClusterId.toHexString()}` }]),
    below,
  ];
}
