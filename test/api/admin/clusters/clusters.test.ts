import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDataSources, ObjectId } from '../../../../src/mongo/index.ts';
import { api, freshKey, freshProject, type Json } from '../../../_harness/admin.ts';
import { eventually, ownMongod } from '../../../_harness/own-mongod.ts';

const sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }]);
afterAll(() => sources.close());

/** A project with the run's own mongod, pinged; once by each of its two names. */
let project: { id: string; orgId: string; name: string };
let hosts: Json[];
let cluster: Json;

beforeAll(async () => {
  project = await freshProject();
  const { address, credentials } = ownMongod();
  for (const hostname of [address.hostname, 'localhost'])
    await api('POST', `/groups/${project.id}/hosts`, { body: { ...address, ...credentials, hostname } });
  const list = await eventually(
    `/groups/${project.id}/hosts`,
    ({ results }) => results.length === 2 && results.every((host: Json) => host.lastPing !== undefined),
  );
  hosts = list.json.results;
  cluster = (await api('GET', `/groups/${project.id}/clusters`)).json.results[0];
});

test('hosts of one replica set are one cluster, always with the same id', async () => {
  const { json } = await api('GET', `/groups/${project.id}/clusters`);
  expect(json.totalCount).toBe(1);
  expect(hosts.map(({ clusterId }) => clusterId)).toEqual([cluster.id, cluster.id]);
  const { status, json: one } = await api('GET', `/groups/${project.id}/clusters/${cluster.id}`);
  expect(status).toBe(200);
  expect(one).toMatchObject({ typeName: 'REPLICA_SET', groupId: project.id, replicaSetName: one.clusterName });
  expect(one.links.map(({ rel }: { rel: string }) => rel)).toEqual([
    'self',
    'http://mms.mongodb.com/group',
    'http://mms.mongodb.com/hosts',
  ]);
  const target = new URL(one.links[2].href);
  const of = await api('GET', target.pathname + target.search);
  expect(of.json.results.map(({ id }: Json) => id)).toEqual(hosts.map(({ id }) => id));
});

test('hosts by cluster', async () => {
  const path = `/groups/${project.id}/hosts?clusterId=`;
  expect((await api('GET', path + cluster.id)).json.totalCount).toBe(2);
  expect((await api('GET', `${path}000000000000000000000000`)).json.totalCount).toBe(0);
  expect((await api('GET', `${path}x`)).json.errorCode).toBe('INVALID_CLUSTER_ID');
});

test('a project counts its hosts and clusters, alone and in lists, in both generations', async () => {
  const { json } = await api('GET', `/groups/${project.id}`);
  expect(json).toMatchObject({ hostCounts: { primary: 2, secondary: 0 }, replicaSetCount: 1, shardCount: 0 });
  const list = await api('GET', `/groups?name=${encodeURIComponent(project.name)}`);
  expect(list.json.results[0].hostCounts).toEqual(json.hostCounts);
  expect((await api('GET', `/api/atlas/v1.0/groups/${project.id}`)).json.clusterCount).toBe(1);
});

test('the clusters of all projects that the caller sees', async () => {
  const as = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: ['GROUP_READ_ONLY'] });
  const { json } = await api('GET', '/clusters', { as });
  expect(json.totalCount).toBe(1);
  expect(json.results[0]).toMatchObject({ groupId: project.id, groupName: project.name, orgId: project.orgId });
  expect(json.results[0].orgName).not.toBe('');
  expect(json.results[0].clusters).toEqual([
    {
      alertCount: 0,
      authEnabled: true,
      availability: 'available',
      backupEnabled: false,
      clusterId: cluster.id,
      dataSizeBytes: expect.any(Number),
      name: cluster.clusterName,
      nodeCount: 2,
      sslEnabled: false,
      type: 'replica set',
      versions: [hosts[0].version],
    },
  ]);
});

describe('renaming', () => {
  test('a replica set has its servers’ name: NOT_SHARDED, and nothing is changed', async () => {
    const path = `/groups/${project.id}/clusters/${cluster.id}`;
    const { status, json } = await api('PATCH', path, { body: { clusterName: 'Mine' } });
    expect([status, json.errorCode, json.parameters]).toEqual([400, 'NOT_SHARDED', [cluster.id]]);
    expect((await api('GET', path)).json.clusterName).toBe(cluster.clusterName);
  });

  test('a sharded cluster and its parts', async () => {
    const { id } = await freshProject();
    const [groupId, sharded, shard] = [new ObjectId(id), new ObjectId(), new ObjectId()];
    const common = { groupId, createdAt: new Date(), lastHeartbeat: new Date(), revision: 1 };
    const db = await sources.get('default').database('docgate');
    await db.collection('clusters').insertMany([
      { ...common, _id: sharded, typeName: 'SHARDED', clusterName: 'cfg' },
      {
        ...common,
        _id: shard,
        typeName: 'SHARDED_REPLICA_SET',
        clusterName: 'rs0',
        replicaSetName: 'rs0',
        shardName: 'shard0',
        parentClusterId: sharded,
      },
    ]);
    const path = `/groups/${id}/clusters`;
    const parts = await api('GET', `${path}?parentClusterId=${sharded.toHexString()}`);
    expect(parts.json.results.map((one: Json) => one.shardName)).toEqual(['shard0']);
    const renamed = await api('PATCH', `${path}/${sharded.toHexString()}`, { body: { clusterName: 'Orders' } });
    expect([renamed.status, renamed.json.clusterName]).toEqual([200, 'Orders']);
    const part = await api('PATCH', `${path}/${shard.toHexString()}`, {
      body: { clusterName: 'Part', shardName: 'x' },
    });
    expect([part.json.errorCode, part.json.parameters]).toEqual(['ATTRIBUTE_READ_ONLY', ['shardName']]);
    const { json } = await api('GET', `/groups/${id}`);
    expect([json.replicaSetCount, json.shardCount]).toEqual([1, 1]);
    expect((await api('GET', `/groups/${id}/events`)).json.results[0]).toMatchObject({
      eventTypeName: 'UPDATE_CLUSTER_AUDIT',
      clusterName: 'Orders',
    });
  });
});

test.each([
  [404, 'CLUSTER_NOT_FOUND', '000000000000000000000000'],
  [404, 'INVALID_CLUSTER_ID', 'nothing'],
])('%i %s', async (expected, errorCode, id) => {
  const path = `/groups/${project.id}/clusters/${id}`;
  const { status, json } = await api('GET', path);
  expect([status, json.errorCode]).toEqual([expected, errorCode]);
  expect((await api('PATCH', path, { body: { clusterName: 'x' } })).json.errorCode).toBe(errorCode);
});

test('a cluster goes with its last host, hosts and clusters with their project', async () => {
  const { id } = await freshProject();
  const { address } = ownMongod();
  const register = async (hostname: string): Promise<string> =>
    (await api('POST', `/groups/${id}/hosts`, { body: { ...address, hostname } })).json.id;
  const [one, other] = [await register(address.hostname), await register('localhost')];
  await eventually(`/groups/${id}`, ({ hostCounts }) => hostCounts.primary === 2);
  const left = async () => (await api('GET', `/groups/${id}/clusters`)).json.totalCount;
  await api('DELETE', `/groups/${id}/hosts/${one}`);
  expect(await left()).toBe(1);
  await api('DELETE', `/groups/${id}/hosts/${other}`);
  expect(await left()).toBe(0);

  await register(address.hostname);
  await eventually(`/groups/${id}/clusters`, ({ totalCount }) => totalCount === 1);
  expect((await api('DELETE', `/groups/${id}`)).status).toBe(200);
  const db = await sources.get('default').database('docgate');
  for (const name of ['hosts', 'clusters'])
    expect(await db.collection(name).countDocuments({ groupId: new ObjectId(id) })).toBe(0);
});
