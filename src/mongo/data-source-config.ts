export type ReadPreferenceMode = 'primary' | 'primaryPreferred' | 'secondary' | 'secondaryPreferred' | 'nearest';

/** One MongoDB to connect to. */
export interface DataSourceConfig {
  readonly name: string;
  /** A connection string, or `env:NAME` or `file:/path` that holds one; a file is read again when it changes. */
  readonly uri: string;
  /** PEM file of the authority that signed the servers' certificates; switches TLS on. */
  readonly caFile?: string;
  /** `false` for servers that refuse retryable writes. */
  readonly retryWrites?: boolean;
  /** Which members of a replica set answer reads, as the connection string's option of this name; it beats that one. */
  readonly readPreference?: ReadPreferenceMode;
  /** Connections to each server of the deployment; 10 unless said. */
  readonly maxPoolSize?: number;
  /** Talk to the one named server only, whatever replica set it belongs to. */
  readonly directConnection?: boolean;
}

/** A data source that comes and goes while the service runs. */
export interface LinkedDataSource {
  /** What it is asked for by; not its name, which others may have as well. */
  readonly id: string;
  /** Another version is reached by a client of its own. */
  readonly version: string;
  /** The data source whose servers this one must not lead to. */
  readonly apartFrom: string;
  /** Read when it is first used. */
  readonly config: () => DataSourceConfig;
}

/** What a data source logs with; a pino logger fits. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** A collection, by the names that the server knows it by. */
export interface Namespace {
  readonly database: string;
  readonly collection: string;
}
