import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { documentsOf, toBson } from '../../src/bson/index.ts';
import { type DocumentBatches, type Documents, type DocumentsDeps, openDocuments } from '../../src/documents/index.ts';
import { BSON, type DataSource, type DataSources, type Document, type Namespace } from '../../src/mongo/index.ts';
import {
  holdsForDocument,
  parseDocumentExpression,
  parseRuleSet,
  type RuleContext,
  type RuleSet,
} from '../../src/rules/index.ts';
import { compileSchema, type CompiledSchema } from '../../src/schemas/index.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { contextOf } from './context.ts';

export { system } from './context.ts';

export interface Setting extends Partial<Omit<DocumentsDeps, 'rules'>> {
  /** Roles, or a whole rule set; undefined: none. */
  readonly rules?: readonly unknown[] | object | undefined;
  readonly schema?: object | undefined;
}

/** A collection that no other test uses, in the run's MongoDB. */
export interface TestCollection {
  readonly source: () => DataSource;
  readonly namespace: () => Namespace;
  /** Fills it, by the driver: rules are not asked. */
  readonly fill: (...documents: readonly object[]) => Promise<void>;
  /** All that is in it, in order of `_id`, as plain values. */
  readonly content: (filter?: Document) => Promise<unknown[]>;
  /** The collection as a user has it; `system` passes all rules. */
  readonly as: (user: string, setting: Setting) => Documents;
}

export function testCollection(): TestCollection {
  let sources: DataSources;
  let namespace: Namespace;
  beforeAll(() => {
    sources = connectToRun();
  });
  afterAll(() => sources.close());
  beforeEach(() => {
    namespace = freshNamespace();
  });
  const source = (): DataSource => sources.get('main');
  return {
    source,
    namespace: () => namespace,
    fill: async (...documents) => void (await source().insertMany(namespace, documents.map(bson))),
    content: async (filter = {}) =>
      plain(
        Object.values(
          BSON.deserialize(
            (await source().find(namespace, { filter, sort: { _id: 1 }, batchSize: 10_000 })).firstBatch,
          ),
        ),
      ),
    as: (user, { rules, schema, ...deps }) =>
      openDocuments({
        source: source(),
        namespace,
        rules: { own: rules && ruleSetOf(rules), byDefault: undefined, schema: schema && schemaOf(schema) },
        context: contextOf(user),
        reaches: () => true,
        ...deps,
      }),
  };
}

function ruleSetOf(rules: readonly unknown[] | object): RuleSet {
  return parseRuleSet(Array.isArray(rules) ? { roles: rules } : rules);
}

function schemaOf(schema: object): CompiledSchema<RuleContext> {
  return compileSchema<RuleContext>(schema, {
    compileExpression: (json) => {
      const expression = parseDocumentExpression(json);
      return ({ value, previous, root, previousRoot }, context) =>
        holdsForDocument(expression, context, { this: value, prev: previous, root, prevRoot: previousRoot });
    },
  });
}

/** Values as they come out of a request. */
export function bson(json: object): Document {
  return toBson(json) as Document;
}

/** All documents, as plain values. */
export async function all({ whole, batches }: DocumentBatches): Promise<unknown[]> {
  const arrays = await Array.fromAsync(batches);
  if (whole !== undefined) expect(Buffer.concat(arrays)).toEqual(Buffer.from(whole.length > 5 ? whole : []));
  return plain(arrays.flatMap((array) => [...documentsOf(array)].map((document) => BSON.deserialize(document))));
}

export function one(document: Uint8Array | undefined): unknown {
  return document && plain([BSON.deserialize(document)])[0];
}

export function plain<Value>(values: Value): Value {
  return JSON.parse(JSON.stringify(values)) as Value;
}

/** What becomes of a promise: its outcome, or the code of its Problem. */
export async function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => (error as { code: unknown }).code);
}
