import type {
  AppDefinition,
  CollectionDefinition,
  DataSource as LinkedSource,
  SchemaValidation,
} from '../apps/index.ts';
import { toBson } from '../bson/index.ts';
import type { DataSource, Document } from '../mongo/index.ts';
import {
  functionsOf,
  holdsForDocument,
  holdsForUser,
  parseDocumentExpression,
  parseRuleSet,
  parseUserExpression,
  type RuleContext,
  type RuleSet,
} from '../rules/index.ts';
import { compileSchema, type CompiledSchema } from '../schemas/index.ts';
import type { ActiveApp, AppService, CollectionRules } from './active-app.ts';
import { functionsOfRules, toNames } from './functions-not-called.ts';

/** What a definition alone says, compiled; it costs milliseconds, once for each version in each process. */
export type CompiledApp = Pick<ActiveApp, 'functionsNotCalled' | 'mayUseDataApi'> & {
  readonly rulesOf: (service: string, database: string, collection: string) => CollectionRules;
};

export function compileApp(definition: AppDefinition): CompiledApp {
  const { dataSources, schemaValidation = { nullTypes: false } } = definition;
  const services = new Map(dataSources.map((source) => [source.name, compileService(source, schemaValidation)]));
  const condition = parseUserExpression(definition.dataApi.canEvaluate);
  return {
    functionsNotCalled: toNames(functionsOf(definition.dataApi.canEvaluate)),
    mayUseDataApi: (context) => holdsForUser(condition, context),
    rulesOf: (service, database, collection) => services.get(service)?.(database, collection) ?? noRules,
  };
}

const noRules: CollectionRules = { own: undefined, byDefault: undefined, schema: undefined };

function compileService(
  { defaultRules, collections }: LinkedSource,
  validation: SchemaValidation,
): AppService['collection'] {
  const byDefault = defaultRules && parseRuleSet(defaultRules);
  const byName = new Map(
    collections.map((one) => [`${one.database}\0${one.collection}`, compileCollection(one, byDefault, validation)]),
  );
  const others = { ...noRules, byDefault, functionsNotCalled: toNames(functionsOfRules(undefined, byDefault)) };
  return (database, collection) => byName.get(`${database}\0${collection}`) ?? others;
}

function compileCollection(
  { rules, schema }: CollectionDefinition,
  byDefault: RuleSet | undefined,
  { nullTypes, reads }: SchemaValidation,
): CollectionRules {
  const isOpen = schema === undefined || Object.keys(schema).length === 0;
  const own = rules && parseRuleSet(rules);
  const functions = new Set(functionsOfRules(own, byDefault));
  const compiled = isOpen ? undefined : compile(schema, nullTypes, functions);
  return { own, byDefault, schema: compiled, readValidation: reads, functionsNotCalled: toNames([...functions]) };
}

/** @param functions gets the names of those that the schema would call */
function compile(schema: object, nullsAllowed: boolean, functions: Set<string>): CompiledSchema<RuleContext> {
  return compileSchema<RuleContext>(toBson(schema), {
    nullsAllowed,
    compileExpression: (json) => {
      for (const name of functionsOf(json)) functions.add(name);
      const expression = parseDocumentExpression(json);
      return ({ value, previous, root, previousRoot }, context) =>
        holdsForDocument(expression, context, { this: value, prev: previous, root, prevRoot: previousRoot });
    },
  });
}

/** `%%values`: what stands in the files, and the secrets that some of them stand for. */
export function valuesOf({ values }: AppDefinition, secretOf: (name: string) => string | undefined): Document {
  const entries = values.map((value): [string, unknown] => [
    value.name,
    'secretName' in value ? secretOf(value.secretName) : toBson(value.value),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** `%%environment`. */
export function environmentOf({ environment: { tag, values } }: AppDefinition): AppDefinition['environment'] {
  return { tag, values: toBson(values) as typeof values };
}

/** A service of the app on its MongoDB. */
export function toService(dataSource: DataSource, name: string, { rulesOf }: CompiledApp): AppService {
  return { dataSource, collection: (database, collection) => rulesOf(name, database, collection) };
}
