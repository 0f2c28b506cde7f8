import type { ObjectId } from '../../../mongo/index.ts';
import type { ClusterTypeName, HostTypeName, Project, Store } from '../../../store/index.ts';

/** What is monitored in a project: hosts and clusters by what they are. */
export interface Counts {
  readonly hosts: Partial<Readonly<Record<HostTypeName, number>>>;
  readonly clusters: Partial<Readonly<Record<ClusterTypeName, number>>>;
}

export const nothing: Counts = { hosts: {}, clusters: {} };

/** The counts of each of these projects, by its id, in two queries for all of them. */
export async function countsOf(
  store: Store,
  projects: readonly Pick<Project, '_id'>[],
): Promise<(project: Pick<Project, '_id'>) => Counts> {
  const groupId = { $in: projects.map(({ _id }) => _id) };
  const [hosts, clusters] = await Promise.all([
    store.hosts
      .aggregate<Row<HostTypeName>>([
        { $match: { groupId, deactivatedAt: { $exists: false } } },
        { $group: { _id: { groupId: '$groupId', typeName: '$state.typeName' }, count: { $sum: 1 } } },
      ])
      .toArray(),
    store.clusters
      .aggregate<Row<ClusterTypeName>>([
        { $match: { groupId } },
        { $group: { _id: { groupId: '$groupId', typeName: '$typeName' }, count: { $sum: 1 } } },
      ])
      .toArray(),
  ]);
  return ({ _id }) => ({ hosts: byType(hosts, _id), clusters: byType(clusters, _id) });
}

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
