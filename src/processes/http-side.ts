import type { Logger } from 'pino';
import type { Config, Environment } from '../config/index.ts';
import type { MasterKey, Secret } from '../secrets/index.ts';

export interface HttpSideOptions {
  readonly config: Config;
  readonly env: Environment;
  readonly version: string;
  readonly log: Logger;
}

/** What is known only once MongoDB runs and the store is prepared. */
export interface ServiceAccess {
  readonly mongodbUri: Secret;
  readonly masterKey: MasterKey;
}

/** The part of the service that answers HTTP, in this process or in workers. */
export interface HttpSide {
  /** Resolves when requests are answered. */
  listen(access: ServiceAccess): Promise<{ readonly url: string }>;
  /** Takes no new requests, lets running ones end within `graceMs`, closes its connections to MongoDB. */
  close(graceMs: number): Promise<void>;
}
