import type { Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { Access } from './access.ts';

/** Stages that name other collections, and where. */
const targets: Readonly<Record<string, (stage: unknown) => unknown>> = {
  $graphLookup: (stage) => fieldOf(stage, 'from'),
  $lookup: (stage) => fieldOf(stage, 'from'),
  $merge: (stage) => fieldOf(stage, 'into') ?? stage,
  $out: (stage) => stage,
  $unionWith: (stage) => stage,
};

/** They tell of the server and of others on it, or never end. */
const closed: ReadonlySet<string> = new Set([
  '$changeStream',
  '$currentOp',
  '$indexStats',
  '$listLocalSessions',
  '$listSampledQueries',
  '$listSessions',
  '$planCacheStats',
  '$querySettings',
]);

/**
 * Looks through the pipeline of the system user, at any depth, for collections that apps may not reach.
 * @throws Problem COLLECTION_NOT_REACHABLE, STAGE_NOT_ALLOWED
 */
export function requireReachable(access: Access, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) requireReachable(access, item);
  else if (isDocument(value)) for (const [name, inner] of Object.entries(value)) requireStage(access, name, inner);
}

function requireStage(access: Access, name: string, stage: unknown): void {
  if (closed.has(name) || name.startsWith('$_')) throw new Problem('STAGE_NOT_ALLOWED', { parameters: [name] });
  if (Object.hasOwn(targets, name)) requireTarget(access, targets[name]?.(stage));
  requireReachable(access, stage);
}

/** `"<collection>"` in the same database, or `{ db, coll }`. */
function requireTarget({ namespace, reaches }: Access, target: unknown): void {
  const database = fieldOf(target, 'db') ?? namespace.database;
  const collection = fieldOf(target, 'coll') ?? target;
  if (typeof database !== 'string' || typeof collection !== 'string') return;
  if (!reaches(database, collection)) throw notReachable(database, collection);
}

export function notReachable(database: string, collection: string): Problem {
  return new Problem('COLLECTION_NOT_REACHABLE', { parameters: [`${database}.${collection}`] });
}

function fieldOf(value: unknown, name: string): unknown {
  return isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !('_bsontype' in value);
}
