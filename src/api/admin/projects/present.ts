import type { Naming } from '../../../contract/index.ts';
import { instant, type Link } from '../../../representation/index.ts';
import type { Project } from '../../../store/index.ts';

/** A project as this generation of the API shows it. */
export function toProject(project: Project, { generation }: Naming) {
  const { _id, name, orgId } = project;
  const id = _id.toHexString();
  const common = { id, name, orgId: orgId.toHexString(), links: links(id, orgId.toHexString()) };
  if (generation === 'atlas') return { ...common, clusterCount: 0, created: instant(project.createdAt) };
  return {
    ...common,
    activeAgentCount: 0,
    hostCounts: { arbiter: 0, config: 0, master: 0, mongos: 0, primary: 0, secondary: 0, slave: 0 },
    publicApiEnabled: true,
    replicaSetCount: 0,
    shardCount: 0,
    tags: [...project.tags],
  };
}

const below = [
  'accessList',
  'apiKeys',
  'clusters',
  'dataSources',
  'events',
  'hosts',
  'invites',
  'mounts',
  'teams',
  'users',
];

function links(id: string, orgId: string): Link[] {
  return [
    { rel: 'self', href: `/groups/${id}` },
    { rel: 'org', href: `/orgs/${orgId}` },
    ...below.map((rel) => ({ rel, href: `/groups/${id}/${rel}` })),
  ];
}
