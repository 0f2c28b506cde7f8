import type { Store } from '../../store/index.ts';
import type { Encryption } from '../../secrets/index.ts';

export interface AdminDeps {
  readonly store: Store;
  readonly encryption: Encryption;
  /** What docgate says of its own make: its version. */
  readonly build: string;
}
