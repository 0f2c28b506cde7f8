import type { Secret } from '../secrets/index.ts';
import type { MountMethod } from '../mounts/index.ts';
import type { SettingValues } from './settings.ts';

/** A MongoDB besides the service's own. */
export interface DataSourceSettings {
  readonly name: string;
  /** A connection string, or `env:NAME` or `file:/path` to be read again when the secret rotates. */
  readonly uri: Secret;
  readonly caFile?: string;
  readonly retryWrites?: boolean;
  readonly maxPoolSize?: number;
}

export interface MountUserSettings {
  readonly username: string;
  readonly password: Secret;
}

/** A mount as the config file says it, with its defaults filled in. */
export interface MountSettings {
  readonly database?: string;
  readonly collection?: string;
  readonly dataSource: string;
  readonly methods: readonly MountMethod[];
  /** `none`: open without credentials. */
  readonly users: readonly MountUserSettings[] | 'none';
  readonly defaultLimit: number;
  readonly maxLimit: number;
  readonly maxTimeMs: number;
  readonly allowServerSideJavaScript: boolean;
}

export interface TlsSettings {
  readonly certFile: string;
  readonly keyFile: string;
}

type Plain = Omit<SettingValues, 'tlsCert' | 'tlsKey' | 'bootstrapPublicKey' | 'bootstrapPrivateKey' | 'config'>;

/** All that a run of the service is told: checked, complete and frozen. Paths are absolute. */
export interface Config extends Plain {
  /** `start` is for development, with an example; `serve` for production, and refuses what is unsafe. */
  readonly command: 'start' | 'serve';
  readonly configFile: string | undefined;
  readonly tls: TlsSettings | undefined;
  /** The first owner key's values, when the environment gives them. */
  readonly bootstrapKey: { readonly publicKey: string; readonly privateKey: Secret } | undefined;
  readonly dataSources: readonly DataSourceSettings[];
  /** Absent: nobody said anything about mounts. */
  readonly mounts: readonly MountSettings[] | undefined;
}
