/** One MongoDB to connect to. */
export interface DataSourceConfig {
  readonly name: string;
  /** A connection string, or `env:NAME` or `file:/path` that holds one; a file is read again when it changes. */
  readonly uri: string;
  /** PEM file of the authority that signed the servers' certificates; switches TLS on. */
  readonly caFile?: string;
  /** `false` for servers that refuse retryable writes. */
  readonly retryWrites?: boolean;
  /** Connections to each server of the deployment; 10 unless said. */
  readonly maxPoolSize?: number;
  /** Talk to the one named server only, whatever replica set it belongs to. */
  readonly directConnection?: boolean;
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
