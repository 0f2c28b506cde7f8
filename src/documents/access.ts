import type { CollectionRules } from '../active-apps/index.ts';
import type { DataSource, Namespace } from '../mongo/index.ts';
import { chooseRuleSet, type RuleContext, type RuleSet, type RuleSettings } from '../rules/index.ts';
import type { CompiledSchema } from '../schemas/index.ts';

export interface DocumentsDeps {
  readonly source: DataSource;
  readonly namespace: Namespace;
  readonly rules: CollectionRules;
  readonly context: RuleContext;
  /** Whether apps may reach a collection at all: the one here, and those that a pipeline names. MongoDB's own they never do. */
  readonly reaches: (database: string, collection: string) => boolean;
  readonly settings?: RuleSettings | undefined;
  /** Longest time in milliseconds that all that is done may take, counted from the opening; 300,000 unless said. */
  readonly maxTimeMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told of documents that are read and do not fit the schema, where the app has reads validated; in words of the schema alone. */
  readonly onMisfit?: ((reason: string) => void) | undefined;
}

/** One user at one collection: what every operation works with. */
export interface Access extends Pick<
  DocumentsDeps,
  'source' | 'namespace' | 'context' | 'reaches' | 'signal' | 'onMisfit'
> {
  readonly functionsNotCalled: readonly string[] | undefined;
  readonly ruleSet: RuleSet;
  readonly settings: RuleSettings;
  /** None holds for the system user. */
  readonly schema: CompiledSchema<RuleContext> | undefined;
  /** Only where there is a schema that holds. */
  readonly readValidation: CollectionRules['readValidation'];
  readonly isSystem: boolean;
  /** When the time is up, in milliseconds of `performance.now()`. */
  readonly deadline: number;
}

const defaultMaxTimeMs = 300_000;
const noRules: RuleSet = { roles: [], filters: [] };

/** @throws RuleRefusal NoMatchingRuleFound */
export function accessOf(deps: DocumentsDeps): Access {
  const { namespace, rules, context, settings = {}, maxTimeMs = defaultMaxTimeMs } = deps;
  const isSystem = context.user.type === 'system';
  const { database, collection } = namespace;
  const choose = () => chooseRuleSet(`${database}.${collection}`, rules.own, rules.byDefault);
  return {
    ...deps,
    reaches: (other, name) => !isOfMongodb(name) && deps.reaches(other, name),
    ruleSet: isSystem ? noRules : choose(),
    schema: isSystem ? undefined : rules.schema,
    readValidation: isSystem || rules.schema === undefined ? undefined : rules.readValidation,
    functionsNotCalled: isSystem ? undefined : rules.functionsNotCalled,
    isSystem,
    settings,
    deadline: performance.now() + maxTimeMs,
  };
}

/** Views, users and code lie in collections of such names; and commands have gone by others. */
function isOfMongodb(collection: string): boolean {
  return collection.startsWith('system.') || /[$\0]/.test(collection);
}
