import type { Expression, JsonSchema, JsonValue } from './expression.ts';
import type { RunAs } from './run-as.ts';
import type { DataApiSettings, Endpoint } from './http-definition.ts';
import type { AuthProviders, CustomUserData } from './user-definition.ts';

/** The layout of an exported folder, as MongoDB numbers them. */
export type ConfigVersion = 20180301 | 20200603 | 20210101 | 20230101;

/** An app as one deployed version of it says, whatever the layout that it came in: plain data, nothing optional left open. */
export interface AppDefinition {
  readonly name: string;
  /** The id in the app's URLs that the folder was exported with. */
  readonly clientAppId?: string;
  readonly configVersion: ConfigVersion;
  /** What SDKs and functions are told of where the app lives. */
  readonly location: string;
  readonly providerRegion: string;
  readonly deploymentModel: string;
  readonly environment: Environment;
  /** Origins of browsers that may call; empty: all. */
  readonly allowedRequestOrigins: readonly string[];
  readonly dataSources: readonly DataSource[];
  readonly authProviders: AuthProviders;
  /** Absent: switched off. */
  readonly customUserData?: CustomUserData;
  readonly values: readonly Value[];
  readonly dataApi: DataApiSettings;
  /** Absent: no nulls, and reads are not validated. */
  readonly schemaValidation?: SchemaValidation;
  readonly functions: readonly AppFunction[];
  readonly endpoints: readonly Endpoint[];
  /** npm packages that functions say they need, with their version ranges. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The active environment. The tag is empty for none. */
export interface Environment {
  readonly tag: string;
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** A linked MongoDB by the name that requests call `dataSource`. */
export interface DataSource {
  readonly name: string;
  /** `mongodb-atlas`, or `datalake`: without rules, for the system only. */
  readonly type: string;
  /** The cluster that it was in Atlas. */
  readonly clusterName?: string;
  readonly readPreference: string;
  /** Holds for collections without roles of their own. */
  readonly defaultRules?: RuleSet;
  readonly collections: readonly CollectionDefinition[];
}

export interface CollectionDefinition {
  readonly database: string;
  readonly collection: string;
  /** Absent: the default rules hold. */
  readonly rules?: RuleSet;
  /** JSON schema with `bsonType` and `validate`; absent or empty: anything goes. */
  readonly schema?: JsonSchema;
}

/** How far documents are held to the schemas of their collections, besides writes, which always are. */
export interface SchemaValidation {
  /** Whether fields that are not required may be null, whatever their type. */
  readonly nullTypes: boolean;
  /** What comes of a document that is read and does not fit. Absent: reads are not validated. */
  readonly reads?: ReadValidation;
}

/** The request is refused, or the log of requests says why it should be. */
export type ReadValidation = 'ERROR' | 'WARN';

/** Roles and filters as the files say them; `src/rules` has checked them. */
export interface RuleSet {
  readonly roles: readonly JsonValue[];
  readonly filters: readonly JsonValue[];
}

/** A value of the app: plain, or the secret of that name. */
export type Value =
  | { readonly name: string; readonly value: JsonValue }
  | { readonly name: string; readonly secretName: string };

export interface AppFunction {
  /** With slashes where it stands in folders. */
  readonly name: string;
  readonly source: string;
  /** Not callable from clients. */
  readonly private: boolean;
  readonly canEvaluate: Expression;
  readonly runAs: RunAs;
  readonly logArguments: boolean;
}
