import type { Config } from '../config/index.ts';
import type { Secret } from '../secrets/index.ts';

/** All that a worker is told, over its pipe: nothing of it is in its arguments. */
export interface WorkerInit {
  readonly config: Config;
  readonly mongodbUri: Secret;
  readonly masterKey: Secret;
  readonly version: string;
}

/** What the primary offers to workers. */
export interface PrimaryApi {
  /** → WorkerInit with its secrets, packed. */
  init(): Promise<string>;
  listening(url: string): void;
  /** The worker cannot start: why. */
  failed(message: string): void;
  /** The metrics of all processes as text. */
  metrics(): Promise<string>;
}

/** What a worker offers to the primary. */
export interface WorkerApi {
  close(graceMs: number): Promise<void>;
  metrics(): Promise<object>;
}
