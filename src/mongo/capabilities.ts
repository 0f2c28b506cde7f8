import { Problem } from '../problem/index.ts';

export type Feature = 'transactions' | 'changeStreams' | 'retryableWrites';

/** What the deployment behind a data source is, and what it offers. */
export interface Capabilities extends Readonly<Record<Feature, boolean>> {
  readonly deployment: 'standalone server' | 'replica set' | 'sharded cluster' | 'Amazon DocumentDB cluster';
}

/** What is read of the driver's TopologyDescription. */
export interface Topology {
  readonly type: string;
  readonly servers: ReadonlyMap<string, { readonly type: string; readonly setName: string | null }>;
}

const featureNames: Record<Feature, string> = {
  transactions: 'transactions',
  changeStreams: 'change streams',
  retryableWrites: 'retryable writes',
};

/** Reads the servers' answers to `hello`, as the driver keeps them. */
export function toCapabilities(
  topology: Topology,
  { retryWrites, documentDb }: { retryWrites: boolean; documentDb: boolean },
): Capabilities {
  const deployment = documentDb ? 'Amazon DocumentDB cluster' : toDeployment(topology);
  const full = deployment === 'replica set' || deployment === 'sharded cluster';
  return { deployment, transactions: full, changeStreams: full, retryableWrites: full && retryWrites };
}

/** A replica set of one may be reached directly (topology `Single`): then the server itself knows what it belongs to. */
function toDeployment(topology: Topology): Capabilities['deployment'] {
  const servers = [...topology.servers.values()];
  if (topology.type === 'Sharded' || topology.type === 'LoadBalanced') return 'sharded cluster';
  if (servers.some(({ type }) => type === 'Mongos')) return 'sharded cluster';
  return servers.some(({ setName }) => setName !== null) ? 'replica set' : 'standalone server';
}

/** @throws Problem NOT_SUPPORTED_BY_DATA_SOURCE that says who lacks what, why, and the mend. */
export function requireFeature(dataSource: string, capabilities: Capabilities, feature: Feature): void {
  if (capabilities[feature]) return;
  const { deployment } = capabilities;
  throw new Problem('NOT_SUPPORTED_BY_DATA_SOURCE', {
    detail: `The data source "${dataSource}" is ${article(deployment)} ${deployment} and offers no ${featureNames[feature]}. ${mend(deployment)}`,
  });
}

function article(deployment: string): string {
  return deployment.startsWith('A') ? 'an' : 'a';
}

function mend(deployment: Capabilities['deployment']): string {
  if (deployment === 'standalone server') {
    return 'They need a replica set; one node is enough: start mongod with --replSet rs0 and run rs.initiate() once.';
  }
  return 'Use a data source on a MongoDB replica set or sharded cluster, with retryWrites left on.';
}

/** Whether two commands of one cursor might reach different servers. */
export function routesToMany(topology: Topology | undefined, readPreferenceMode: string): boolean {
  if (topology?.type === 'Single') return false;
  if (topology?.type === 'LoadBalanced') return true;
  if (topology?.type === 'Sharded') return topology.servers.size > 1;
  return readPreferenceMode !== 'primary';
}
