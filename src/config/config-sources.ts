import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** Where settings come from, besides the config file that they may name. */
export interface ConfigSources {
  readonly command: Config['command'];
  /** By the names of settings; `true` for a flag that stands alone. */
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  readonly env: Environment;
  /** The working directory. */
  readonly directory: string;
}
