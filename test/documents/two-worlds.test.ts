import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Documents } from '../../src/documents/index.ts';
import type { DataSource, Document, Namespace } from '../../src/mongo/index.ts';
import { Problem } from '../../src/problem/index.ts';
import { freshNamespace } from '../mongo/databases.ts';
import { all, bson, one, plain, system, testCollection } from './collection.ts';
import { closedRequests, documentsOf, type Request, requests, schema, type World, worlds } from './two-worlds.ts';

const { as, source } = testCollection();
const namespaces = [freshNamespace(), freshNamespace()] as const;

// Many questions to a MongoDB that other tests ask as well.
vi.setConfig({ testTimeout: 180_000 });

const profileBytes = 64 * 1024 * 1024;

/** MongoDB writes down every command that reaches the worlds. */
beforeAll(async () => {
  for (const { database, collection } of namespaces) {
    const db = await source().database(database);
    await db.createCollection(collection);
    await db.collection(collection).createIndex({ tag: 1 }, { unique: true });
    await db.createCollection('system.profile', { capped: true, size: profileBytes });
    await db.command({ profile: 2 });
  }
});
afterAll(async () => {
  for (const { database } of namespaces) await (await source().database(database)).command({ profile: 0 });
});

describe.each(Object.entries(worlds))('where %s', (_name, world) => {
  test.each([
    ['without a schema', undefined],
    ['under a schema', schema],
  ])('answers, errors and commands tell nothing of what is hidden, %s', async (_title, held) => {
    const [first, second] = await inBoth((index) => askAll(index, world, held, requests));
    expect(second).toEqual(first);
    expect(new Set(first.map(({ request: [action] }) => action))).toEqual(actions());
  });

  test('a world’s documents do differ', async () => {
    const [first, second] = await inBoth(async (index) => {
      await refill(source(), namespaces[index], world, index === 1);
      return answerTo(as(system, { namespace: namespaces[index] }), ['find', {}]);
    });
    expect(second).not.toEqual(first);
  });
});

const refusal = expect.stringMatching(/^(FIELD_NOT_READABLE|UPDATE_NOT_PERMITTED)$/) as string;

test.each(Object.entries(worlds).filter(([, { own, others }]) => own === 'fields' && others === 'nothing'))(
  'where %s, what asks by hidden fields does not reach MongoDB',
  async (_name, world) => {
    for (const { request, answer, commands } of await askAll(0, world, schema, closedRequests))
      expect({ request, answer, commands }).toMatchObject({ answer: { code: refusal }, commands: [] });
  },
);

interface Heard {
  readonly request: Request;
  readonly answer: unknown;
  readonly commands: readonly unknown[];
  /** What the user sees after a write. */
  readonly afterwards: unknown;
}

async function inBoth<Result>(ask: (index: 0 | 1) => Promise<Result>): Promise<readonly [Result, Result]> {
  return Promise.all([ask(0), ask(1)]);
}

async function askAll(index: 0 | 1, world: World, held: object | undefined, asked: readonly Request[]) {
  const namespace = namespaces[index];
  const of = as('a', { namespace, rules: world.rules, schema: held });
  const heard: Heard[] = [];
  let isFresh = false;
  for (const request of asked) {
    if (!isFresh) await refill(source(), namespace, world, index === 1);
    const since = await profileLength(namespace);
    const answer = await answerTo(of, request);
    const commands = await commandsSince(namespace, since);
    isFresh = commands.every(isRead);
    const afterwards = isFresh ? undefined : await answerTo(of, ['find', { sort: { tag: 1 } }]);
    heard.push({ request, answer, commands, afterwards });
  }
  return heard;
}

async function refill(to: DataSource, namespace: Namespace, world: World, second: boolean): Promise<void> {
  await to.deleteMany(namespace, {});
  await to.insertMany(namespace, documentsOf(world, second).map(bson));
}

/** All that a caller hears. */
async function answerTo(of: Documents, [action, ...given]: Request): Promise<unknown> {
  const ask = of[action] as (...args: readonly unknown[]) => Promise<unknown>;
  try {
    return await readable(await ask(...given.map((value) => (typeof value === 'string' ? value : toValues(value)))));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, detail, parameters, errors, headers } = error;
    return { code, detail, parameters, errors, headers };
  }
}

function toValues(value: unknown): unknown {
  return bson({ value })['value'];
}

function readable(answer: unknown): unknown {
  if (answer instanceof Uint8Array) return one(answer);
  if (typeof answer === 'object' && answer !== null && 'batches' in answer)
    return all(answer as Parameters<typeof all>[0]);
  return answer === undefined ? undefined : plain(answer);
}

async function profileOf({ database }: Namespace) {
  return (await source().database(database)).collection('system.profile');
}

async function profileLength(namespace: Namespace): Promise<number> {
  return (await profileOf(namespace)).estimatedDocumentCount();
}

async function commandsSince(namespace: Namespace, since: number): Promise<Document[]> {
  const profile = await profileOf(namespace);
  const told = await profile
    .find({}, { projection: { ns: 1, op: 1, command: 1 } })
    .skip(since)
    .toArray();
  // Hosts that other tests register are pinged meanwhile, and asked for the size of every database.
  return told.filter(({ ns }) => ns === `${namespace.database}.${namespace.collection}`).map(lasting);
}

function isRead({ op, aggregate, count, distinct }: Document): boolean {
  return op === 'query' || op === 'getmore' || [aggregate, count, distinct].some((name) => name !== undefined);
}

const passing = new Set(['lsid', '$clusterTime', '$db', 'txnNumber', 'readConcern', 'maxTimeMS']);

/** Of a command what two of the same have in common. */
function lasting({ op, command }: Document): Document {
  const entries = Object.entries(command as Document).filter(([name]) => !passing.has(name));
  return plain({ op, ...Object.fromEntries(entries) });
}

function actions(): ReadonlySet<string> {
  const members = Object.entries(as(system, {}));
  return new Set(members.filter(([, value]) => typeof value === 'function').map(([name]) => name));
}
