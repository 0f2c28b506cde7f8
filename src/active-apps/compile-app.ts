import type { AppDefinition, CollectionDefinition, DataSource as LinkedSource } from '../apps/index.ts';
import { toBson } from '../bson/index.ts';
import type { DataSource, Document } from '../mongo/index.ts';
import {
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

/** What a definition alone says, compiled; it costs milliseconds, once for each version in each process. */
export type CompiledApp = Pick<ActiveApp, 'mayUseDataApi'> & {
  readonly rulesOf: (service: string, database: string, collection: string) => CollectionRules;
};

export function compileApp(definition: AppDefinition): CompiledApp {
  const services = new Map(definition.dataSources.map((source) => [source.name, compileService(source)]));
  const condition = parseUserExpression(definition.dataApi.canEvaluate);
  return {
    mayUseDataApi: (context) => holdsForUser(condition, context),
    rulesOf: (service, database, collection) => services.get(service)?.(database, collection) ?? noRules,
  };
}

const noRules: CollectionRules = { own: undefined, byDefault: undefined, schema: undefined };

function compileService({ defaultRules, collections }: LinkedSource): AppService['collection'] {
  const byDefault = defaultRules && parseRuleSet(defaultRules);
  const byName = new Map(
    collections.map((one) => [`${one.database}\0${one.collection}`, compileCollection(one, byDefault)]),
  );
  const others = { ...noRules, byDefault };
  return (database, collection) => byName.get(`${database}\0${collection}`) ?? others;
}

function compileCollection({ rules, schema }: CollectionDefinition, byDefault: RuleSet | undefined): CollectionRules {
  const isOpen = schema === undefined || Object.keys(schema).length === 0;
  return { own: rules && parseRuleSet(rules), byDefault, schema: isOpen ? undefined : compile(schema) };
}

function compile(schema: object): CompiledSchema<RuleContext> {
  return compileSchema<RuleContext>(toBson(schema), {
    compileExpression: (json) => {
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
