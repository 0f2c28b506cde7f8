import type { ServerAnswers } from '../mongo/index.ts';
import type { HostTypeName } from '../store/index.ts';
import { isTrue, numberIn, objectIn, textIn } from './answers.ts';

/** @see https://www.mongodb.com/docs/manual/reference/command/hello/ */
export function typeOf(answers: ServerAnswers): HostTypeName {
  const { hello } = answers;
  if (textIn(hello, 'msg') === 'isdbgrid') return 'SHARD_MONGOS';
  if (hello['configsvr'] !== undefined) return 'SHARD_CONFIG';
  const isShard = shardedNameOf(answers) !== undefined;
  if (isTrue(hello, 'isreplicaset')) return 'RECOVERING';
  if (textIn(hello, 'setName') === undefined) return isShard ? 'SHARD_STANDALONE' : 'STANDALONE';
  if (isTrue(hello, 'arbiterOnly')) return 'REPLICA_ARBITER';
  if (isTrue(hello, 'isWritablePrimary')) return isShard ? 'SHARD_PRIMARY' : 'REPLICA_PRIMARY';
  if (isTrue(hello, 'secondary')) return isShard ? 'SHARD_SECONDARY' : 'REPLICA_SECONDARY';
  return 'RECOVERING';
}

/** @see https://www.mongodb.com/docs/manual/reference/replica-states/ */
const memberStates: readonly (string | undefined)[] = [
  'STARTUP',
  'PRIMARY',
  'SECONDARY',
  'RECOVERING',
  undefined,
  'STARTUP2',
  'UNKNOWN',
  'ARBITER',
  'DOWN',
  'ROLLBACK',
  'REMOVED',
];

/** What the member of a replica set does; undefined for what is none. */
export function replicaStateOf({ hello, replSetGetStatus }: ServerAnswers): string | undefined {
  const isMember = textIn(hello, 'setName') !== undefined;
  if (!isMember && !isTrue(hello, 'isreplicaset')) return undefined;
  const told = memberStates[numberIn(replSetGetStatus, 'myState') ?? -1];
  if (told !== undefined) return told;
  if (isTrue(hello, 'arbiterOnly')) return 'ARBITER';
  if (isTrue(hello, 'isWritablePrimary')) return 'PRIMARY';
  if (isTrue(hello, 'secondary')) return 'SECONDARY';
  return isMember ? 'RECOVERING' : 'STARTUP';
}

/** The sharded cluster of a mongos, shard or config server, by the name of its config servers' replica set. */
export function shardedNameOf({ hello, serverStatus }: ServerAnswers): string | undefined {
  if (hello['configsvr'] !== undefined) return textIn(hello, 'setName');
  const seeds = textIn(objectIn(serverStatus, 'sharding'), 'configsvrConnectionString');
  return seeds?.includes('/') === true ? seeds.split('/', 1)[0] : undefined;
}
