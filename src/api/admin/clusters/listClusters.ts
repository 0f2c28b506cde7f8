import type { OperationHandler } from '../../../contract/index.ts';
import type { ClusterRecord, HostRecord, Project, Store } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { visibleProjects } from '../visible.ts';
import { notSilent } from './record.ts';
import { summarise } from './summary.ts';

/** One page of the projects that the caller can see, each with its clusters. */
export function listClusters({ store }: AdminDeps): OperationHandler<'listClusters'> {
  return async (request) => {
    const filter = await visibleProjects(store, callerOf(request));
    const toEntity = (project: Project) => project;
    const page = await listRecords(store.projects, request, { filter, sort: { _id: 1 }, toEntity });
    const { orgNames, clusters, hosts } = await belongings(store, page.results);
    const results = page.results.map((project) => ({
      groupId: project._id.toHexString(),
      groupName: project.name,
      orgId: project.orgId.toHexString(),
      orgName: orgNames.get(project.orgId.toHexString()) ?? '',
      planType: 'OnPrem',
      tags: [...project.tags],
      clusters: summarise(of(clusters, project), of(hosts, project)),
    }));
    return { status: 200, body: { ...page, results } };
  };
}

/** What belongs to the projects of one page, in three queries. */
async function belongings(store: Store, projects: readonly Project[]) {
  const groupId = { $in: projects.map(({ _id }) => _id) };
  const orgIds = projects.map(({ orgId }) => orgId);
  const [organizations, clusters, hosts] = await Promise.all([
    store.organizations.find({ _id: { $in: orgIds } }, { projection: { name: 1 } }).toArray(),
    store.clusters
      .find({ groupId, ...notSilent() })
      .sort({ createdAt: 1, _id: 1 })
      .toArray(),
    store.hosts
      .find({ groupId, deactivatedAt: { $exists: false } })
      .sort({ hostnameAndPort: 1 })
      .toArray(),
  ]);
  const orgNames = new Map(organizations.map(({ _id, name }) => [_id.toHexString(), name]));
  return { orgNames, clusters, hosts };
}

function of<Record extends ClusterRecord | HostRecord>(records: readonly Record[], { _id }: Project): Record[] {
  return records.filter(({ groupId }) => groupId.equals(_id));
}
