import { describe, expect, test } from 'vitest';
import type { ServerAnswers } from '../../../src/mongo/index.ts';
import { toReport } from '../../../src/monitoring/report.ts';

const host = { hostname: 'db1.example.com', port: 27_017 };
const report = (hello: object, more: Omit<Partial<ServerAnswers>, 'hello'> = {}) =>
  toReport(host, { hello: { ...hello }, ...more });

const member = { setName: 'rs0', me: 'db1.example.com:27017' };
const sharding = { serverStatus: { sharding: { configsvrConnectionString: 'cfg/c1:27019,c2:27019' } } };

describe('what a host is', () => {
  test.each<[string, string | undefined, object, Omit<Partial<ServerAnswers>, 'hello'>?]>([
    ['STANDALONE', undefined, { isWritablePrimary: true }],
    ['REPLICA_PRIMARY', 'PRIMARY', { ...member, isWritablePrimary: true }],
    ['REPLICA_SECONDARY', 'SECONDARY', { ...member, secondary: true }],
    ['REPLICA_ARBITER', 'ARBITER', { ...member, arbiterOnly: true }],
    ['RECOVERING', 'RECOVERING', { ...member, secondary: false }],
    ['RECOVERING', 'ROLLBACK', { ...member, secondary: false }, { replSetGetStatus: { myState: 9 } }],
    ['RECOVERING', 'STARTUP', { isreplicaset: true }],
    ['SHARD_MONGOS', undefined, { msg: 'isdbgrid', isWritablePrimary: true }],
    ['SHARD_CONFIG', 'PRIMARY', { ...member, configsvr: 2, isWritablePrimary: true }],
    ['SHARD_PRIMARY', 'PRIMARY', { ...member, isWritablePrimary: true }, sharding],
    ['SHARD_SECONDARY', 'SECONDARY', { ...member, secondary: true }, sharding],
    ['SHARD_STANDALONE', undefined, { isWritablePrimary: true }, sharding],
  ])('%s %s', (typeName, replicaStateName, hello, more) => {
    const { state } = report(hello, more);
    expect([state.typeName, state.replicaStateName]).toEqual([typeName, replicaStateName]);
  });
});

describe('where it belongs', () => {
  test('a replica set', () => {
    expect(report(member).membership).toEqual({ typeName: 'REPLICA_SET', replicaSetName: 'rs0' });
  });

  test('a shard, its sharded cluster by its config servers', () => {
    expect(report(member, { ...sharding, shardIdentity: { shardName: 'shard0' } }).membership).toEqual({
      typeName: 'SHARDED_REPLICA_SET',
      replicaSetName: 'rs0',
      shardName: 'shard0',
      shardedName: 'cfg',
    });
  });

  test('a config server and a mongos of the same cluster', () => {
    const config = report({ ...member, setName: 'cfg', configsvr: 2 }).membership;
    expect(config).toMatchObject({ typeName: 'CONFIG_SERVER_REPLICA_SET', shardedName: 'cfg' });
    const router = report({ msg: 'isdbgrid' }, sharding).membership;
    expect(router).toEqual({ typeName: 'SHARDED', shardedName: 'cfg' });
  });

  test('nowhere: alone, or a mongos that does not say', () => {
    expect(report({}).membership).toBeUndefined();
    expect(report({ msg: 'isdbgrid' }).membership).toBeUndefined();
  });
});

describe('its other names', () => {
  test.each([
    ['db1.example.com:27017', []],
    ['10.0.0.5:27017', ['10.0.0.5:27017']],
    ['no host', []],
    ['javascript:1<script>', []],
    [7, []],
  ])('%j', (me, aliases) => {
    expect(report({ ...member, me }).aliases).toEqual(aliases);
  });
});

test('one start is one moment, though two clocks tell of it', () => {
  const lastRestart = new Date(Date.now() - 100_000);
  const state = { typeName: 'STANDALONE', hiddenSecondary: false, secondaryDelaySecs: 0, lastRestart } as const;
  const after = (uptimeMillis: number) =>
    toReport({ ...host, state }, { hello: {}, serverStatus: { uptimeMillis } }).state.lastRestart;
  expect(after(100_900)).toEqual(lastRestart);
  expect(after(20_000)?.getTime()).toBeGreaterThan(lastRestart.getTime());
});

test('believes nothing of the wrong kind', () => {
  const { state, membership } = report(
    { setName: 'x'.repeat(300), hidden: 'yes', secondaryDelaySecs: -1 },
    { buildInfo: { version: { $gt: '' } }, serverStatus: { uptimeMillis: 'long' }, hostInfo: { system: [] } },
  );
  expect(state).toEqual({ typeName: 'STANDALONE', hiddenSecondary: false, secondaryDelaySecs: 0 });
  expect(membership).toBeUndefined();
});
