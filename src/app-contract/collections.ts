import { withNulls } from './null-types.ts';
import type { AppDefinition, CollectionDefinition, DataSource, JsonSchema, RuleSet } from '../apps/index.ts';

export interface OpenCollection {
  readonly dataSource: string;
  readonly database: string;
  readonly collection: string;
  readonly schema?: JsonSchema;
}

/** What the Data API of an app can be asked for. Who may, and for which documents, is up to the rules. */
export interface Reach {
  /** Names of data sources; never empty. */
  readonly dataSources: readonly string[];
  readonly collections: readonly OpenCollection[];
  /** Collections that the app does not name can be asked for as well. */
  readonly others: boolean;
}

export function reachOf({ dataSources, dataApi, schemaValidation }: AppDefinition): Reach {
  // Rules do not bind the system.
  const isSystem = dataApi.runAs.as === 'system';
  const hasRoles = (rules: RuleSet | undefined): boolean => (rules?.roles.length ?? 0) > 0;
  const isOpen = ({ defaultRules, type }: DataSource, rules?: RuleSet): boolean =>
    isSystem || (type !== 'datalake' && (hasRoles(rules) || hasRoles(defaultRules)));
  const collections = dataSources.flatMap((source) =>
    source.collections
      .filter(({ rules }) => isOpen(source, rules))
      .map((one) => toOpen(source, one, schemaValidation?.nullTypes ?? false)),
  );
  const open = dataSources.filter((source) => isOpen(source));
  const names = new Set([...collections.map(({ dataSource }) => dataSource), ...open.map(({ name }) => name)]);
  return {
    dataSources: names.size > 0 ? [...names] : dataSources.map(({ name }) => name),
    collections,
    others: open.length > 0 || collections.length === 0,
  };
}

function toOpen(
  source: DataSource,
  { database, collection, schema }: CollectionDefinition,
  nullTypes: boolean,
): OpenCollection {
  const held = nullTypes && schema !== undefined ? withNulls(schema) : schema;
  return { dataSource: source.name, database, collection, ...(held !== undefined && { schema: held }) };
}
