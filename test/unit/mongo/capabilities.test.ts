import { expect, it } from 'vitest';
import { requireFeature, routesToMany, toCapabilities, type Topology } from '../../../src/mongo/capabilities.ts';

const topology = (type: string, ...servers: [type: string, setName?: string][]): Topology => ({
  type,
  servers: new Map(servers.map(([server, setName = null], index) => [`s${index}`, { type: server, setName }])),
});
const usual = { retryWrites: true, documentDb: false };

it.each([
  [topology('Single', ['Standalone']), 'standalone server', false],
  [topology('Single', ['RSPrimary', 'rs0']), 'replica set', true],
  [topology('ReplicaSetNoPrimary', ['RSSecondary', 'rs0'], ['Unknown']), 'replica set', true],
  [topology('Single', ['Mongos']), 'sharded cluster', true],
  [topology('Sharded', ['Mongos'], ['Mongos']), 'sharded cluster', true],
  [topology('LoadBalanced', ['LoadBalancer']), 'sharded cluster', true],
])('knows the deployment (%#)', (described, deployment, full) => {
  expect(toCapabilities(described, usual)).toEqual({
    deployment,
    transactions: full,
    changeStreams: full,
    retryableWrites: full,
  });
});

it('takes Amazon DocumentDB for what it is, and retryWrites: false at its word', () => {
  const replicaSet = topology('ReplicaSetWithPrimary', ['RSPrimary', 'rs0']);
  const documentDb = toCapabilities(replicaSet, { retryWrites: false, documentDb: true });
  expect(documentDb).toMatchObject({ deployment: 'Amazon DocumentDB cluster', transactions: false });
  expect(() => requireFeature('orders', documentDb, 'changeStreams')).toThrow(
    /"orders" is an Amazon DocumentDB cluster and offers no change streams/,
  );
  expect(toCapabilities(replicaSet, { ...usual, retryWrites: false })).toMatchObject({
    transactions: true,
    retryableWrites: false,
  });
  expect(() => requireFeature('orders', toCapabilities(replicaSet, usual), 'transactions')).not.toThrow();
});

it('knows where two commands of one cursor may reach different servers', () => {
  const replicaSet = topology('ReplicaSetWithPrimary', ['RSPrimary', 'rs0'], ['RSSecondary', 'rs0']);
  expect(routesToMany(replicaSet, 'primary')).toBe(false);
  expect(routesToMany(replicaSet, 'nearest')).toBe(true);
  expect(routesToMany(topology('Single', ['RSPrimary', 'rs0']), 'nearest')).toBe(false);
  expect(routesToMany(topology('Sharded', ['Mongos']), 'primary')).toBe(false);
  expect(routesToMany(topology('Sharded', ['Mongos'], ['Mongos']), 'primary')).toBe(true);
  expect(routesToMany(topology('LoadBalanced', ['LoadBalancer']), 'primary')).toBe(true);
});
