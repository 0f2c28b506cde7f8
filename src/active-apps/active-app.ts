import type { AppDefinition, ReadValidation } from '../apps/index.ts';
import type { AppAuth } from '../app-users/index.ts';
import type { DataSource, Document } from '../mongo/index.ts';
import type { RuleContext, RuleSet } from '../rules/index.ts';
import type { CompiledSchema } from '../schemas/index.ts';

/** The version of an app that is served, made ready once: rules and schemas compiled, secrets and data sources at hand. */
export interface ActiveApp extends AppAuth {
  /** The project. */
  readonly groupId: string;
  readonly name: string;
  readonly version: number;
  readonly definition: AppDefinition;
  /** `%%values`: plain ones, and the secrets that values stand for. */
  readonly values: Document;
  readonly environment: { readonly tag: string; readonly values: Document };
  /** Who may use the Data API at all (`can_evaluate`). */
  readonly mayUseDataApi: (context: RuleContext) => boolean;
  /** Names of functions that `can_evaluate` would call; what needs one counts as false. Undefined for none. */
  readonly functionsNotCalled: readonly string[] | undefined;
  /** Lists of ranges of addresses: each must hold an address that is to reach the app. */
  readonly accessLists: readonly (readonly string[])[];
  /** The MongoDB that the app calls by this name; undefined when it links none of that name. */
  readonly service: (name: string) => AppService | undefined;
}

export interface AppService {
  readonly dataSource: DataSource;
  readonly collection: (database: string, collection: string) => CollectionRules;
}

/** What holds for one collection. */
export interface CollectionRules {
  readonly own: RuleSet | undefined;
  /** Those of its data source. */
  readonly byDefault: RuleSet | undefined;
  readonly schema: CompiledSchema<RuleContext> | undefined;
  /** What comes of a document that is read and does not fit the schema. Absent: reads are not validated. */
  readonly readValidation?: ReadValidation | undefined;
  /** Names of functions that its rules and its schema would call; what needs one counts as false. Absent for none. */
  readonly functionsNotCalled?: readonly string[] | undefined;
}
