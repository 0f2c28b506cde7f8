import type { Expression } from './expression/expression.ts';

/** The rules of one collection, or those that hold by default in a data source; made once for each version of an app. */
export interface RuleSet {
  readonly roles: readonly Role[];
  readonly filters: readonly RuleFilter[];
  /** Names of functions that conditions would call; those conditions count as false. */
  readonly functions?: readonly string[];
  /** Whether it is known to say the same for all requests of a user. */
  readonly isOfUserAlone?: boolean;
}

export interface Role {
  readonly name: string;
  readonly applyWhen: Expression;
  readonly documentFilters: DocumentFilters | undefined;
  readonly permissions: Permissions;
  /** Undefined where the rule set does not say. */
  readonly insert: Expression | undefined;
  readonly delete: Expression | undefined;
  readonly search: Expression | undefined;
}

export interface DocumentFilters {
  readonly read: Expression | undefined;
  readonly write: Expression | undefined;
}

/** What may be read and written of a document, or of one of its fields. */
export interface Permissions {
  readonly read: Expression | undefined;
  readonly write: Expression | undefined;
  /** By name; asked where `read` or `write` do not decide for the whole. */
  readonly fields: ReadonlyMap<string, Permissions>;
  /** Fields that are not named. */
  readonly additional: Permissions | undefined;
}

/** Narrows what is found before roles are asked. */
export interface RuleFilter {
  readonly name: string;
  readonly applyWhen: Expression;
  readonly query: Expression;
  /** As in MongoDB: 1 or true shows, 0 or false hides. Undefined: all. */
  readonly projection: Readonly<Record<string, boolean>> | undefined;
}
