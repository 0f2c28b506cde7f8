import type { Document, ObjectId } from '../../../mongo/index.ts';
import type { ClusterTypeName, HostTypeName, Project, Store } from '../../../store/index.ts';

/** What is monitored in a project: hosts and clusters by what they are. */
export interface Counts {
  readonly hosts: Partial<Readonly<Record<HostTypeName, number>>>;
  readonly clusters: Partial<Readonly<Record<ClusterTypeName, number>>>;
}

export const nothing: Counts = { hosts: {}, clusters: {} };

/** The counts of each of these projects, by its id, in two queries for all of them. */
export async function countsOf(store: Store, projects: readonly Project[]): Promise<(project: Project) => Counts> {
  const groupId = { $in: projects.map(({ _id }) => _id) };
  const [hosts, clusters] = await Promise.all([
    store.hosts.aggregate<HostRow>(hostsByType(groupId)).toArray(),
    store.clusters.aggregate<ClusterRow>(clustersByType(groupId)).toArray(),
  ]);
  return ({ _id }) => ({ hosts: byType(hosts, _id), clusters: byType(clusters, _id) });
}

/** One project with its counts, in one round trip; undefined when there is none. */
export async function findCounted(
  store: Store,
  _id: ObjectId,
): Promise<{ project: Project; counts: Counts } | undefined> {
  const { projects, hosts, clusters } = store;
  const found = await projects
    .aggregate<Project & { hosts: HostRow[]; clusters: ClusterRow[] }>([
      { $match: { _id } },
      { $lookup: { from: hosts.collectionName, pipeline: hostsByType(_id), as: 'hosts' } },
      { $lookup: { from: clusters.collectionName, pipeline: clustersByType(_id), as: 'clusters' } },
    ])
    .next();
  if (found === null) return undefined;
  return { project: found, counts: { hosts: byType(found.hosts, _id), clusters: byType(found.clusters, _id) } };
}

type Groups = ObjectId | { readonly $in: readonly ObjectId[] };

function hostsByType(groupId: Groups): Document[] {
  return [
    { $match: { groupId, deactivatedAt: { $exists: false } } },
    { $group: { _id: { groupId: '$groupId', typeName: '$state.typeName' }, count: { $sum: 1 } } },
  ];
}

function clustersByType(groupId: Groups): Document[] {
  return [
    { $match: { groupId } },
    { $group: { _id: { groupId: '$groupId', typeName: '$typeName' }, count: { $sum: 1 } } },
  ];
}

type HostRow = Row<HostTypeName>;
type ClusterRow = Row<ClusterTypeName>;

interface Row<TypeName extends string> {
  /** Hosts that have never answered are of no type. */
  readonly _id: { readonly groupId: ObjectId; readonly typeName?: TypeName };
  readonly count: number;
}

function byType<TypeName extends string>(rows: readonly Row<TypeName>[], groupId: ObjectId) {
  const own = rows.filter(({ _id }) => _id.groupId.equals(groupId));
  const pairs = own.flatMap(({ _id: { typeName }, count }) => (typeName === undefined ? [] : [[typeName, count]]));
  return Object.fromEntries(pairs) as Partial<Record<TypeName, number>>;
}
