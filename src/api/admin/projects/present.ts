import type { Naming } from '../../../contract/index.ts';
import { instant, type Link } from '../../../representation/index.ts';
import type { HostTypeName, Project } from '../../../store/index.ts';
import type { Counts } from './counts.ts';

/** A project as this generation of the API shows it. */
export function toProject(project: Project, { generation }: Naming, counts: Counts) {
  const { _id, name, orgId } = project;
  const id = _id.toHexString();
  const common = { id, name, orgId: orgId.toHexString(), links: links(id, orgId.toHexString(), generation) };
  if (generation === 'atlas')
    return { ...common, clusterCount: sum(counts.clusters), created: instant(project.createdAt) };
  return {
    ...common,
    activeAgentCount: 0,
    hostCounts: hostCounts(counts.hosts),
    publicApiEnabled: true,
    replicaSetCount: sum(counts.clusters) - (counts.clusters.SHARDED ?? 0),
    shardCount: counts.clusters.SHARDED_REPLICA_SET ?? 0,
    tags: [...project.tags],
  };
}

function hostCounts(hosts: Counts['hosts']) {
  const of = (...types: readonly HostTypeName[]): number =>
    types.reduce((total, type) => total + (hosts[type] ?? 0), 0);
  return {
    arbiter: of('REPLICA_ARBITER'),
    config: of('SHARD_CONFIG'),
    master: 0,
    mongos: of('SHARD_MONGOS'),
    primary: of('REPLICA_PRIMARY', 'SHARD_PRIMARY'),
    secondary: of('REPLICA_SECONDARY', 'SHARD_SECONDARY'),
    slave: 0,
  };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

const below = [
  'accessList',
  'apiKeys',
  'apps',
  'clusters',
  'dataSources',
  'events',
  'hosts',
  'invites',
  'logs',
  'mounts',
  'teams',
  'users',
];

function links(id: string, orgId: string, generation: Naming['generation']): Link[] {
  // Hosts by Atlas' name for them.
  const all = generation === 'atlas' ? [...below, 'processes'] : below;
  return [
    { rel: 'self', href: `/groups/${id}` },
    { rel: 'org', href: `/orgs/${orgId}` },
    ...all.map((rel) => ({ rel, href: `/groups/${id}/${rel}` })),
  ];
}
