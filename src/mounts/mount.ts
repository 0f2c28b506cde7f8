import type { MountScope } from './scope.ts';

export type MountMethod = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

export interface MountUser {
  readonly username: string;
  /** scrypt, as a PHC-like string. */
  readonly passwordHash: string;
}

/** A part of a data source that is open under `/docdb`: its scope is also its path. */
export interface Mount extends MountScope {
  readonly id: string;
  /** The project of a mount that the admin API has made: 24 hex digits. */
  readonly groupId?: string;
  readonly dataSource: string;
  readonly methods: readonly MountMethod[];
  /** `none` opens the mount without credentials, said explicitly. */
  readonly users: readonly MountUser[] | 'none';
  readonly defaultLimit: number;
  readonly maxLimit: number;
  /** Longest time in milliseconds that MongoDB may spend on one operation. */
  readonly maxTimeMs: number;
  /** `$where`, `$function` and `$accumulator`. */
  readonly allowServerSideJavaScript: boolean;
}
