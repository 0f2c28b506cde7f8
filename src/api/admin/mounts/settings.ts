import { mountDefaults } from '../../../config/index.ts';
import { unreachablePart, type MountMethod } from '../../../mounts/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';

interface Limits {
  readonly defaultLimit?: number;
  readonly maxLimit?: number;
}

/** What a request may say of a new mount, as far as parts of it may not fit together. */
export interface GivenMount extends Limits {
  readonly database?: string;
  readonly collection?: string;
  readonly dataSource?: string;
  readonly serviceDataSource?: string;
  readonly auth?: 'users' | 'none';
  readonly users?: readonly { readonly username: string }[];
}

/** @throws Problem that names the attribute which is missing, or does not go with the others */
export function requireScope(
  given: GivenMount,
  { serviceDatabase, serviceDataSources }: Pick<AdminDeps, 'serviceDatabase' | 'serviceDataSources'>,
): void {
  const { database, collection, dataSource, serviceDataSource } = given;
  if (dataSource === undefined && serviceDataSource === undefined) throw missing('dataSource');
  if (dataSource !== undefined && serviceDataSource !== undefined)
    throw wrong('serviceDataSource', 'a mount is over one data source');
  if (database === undefined && (dataSource !== undefined || collection !== undefined)) throw missing('database');
  const part = unreachablePart(given, serviceDatabase);
  if (part !== undefined)
    throw wrong(
      part,
      "admin, local, config, the service's own database, system. collections and invalid names are never reachable",
    );
  if (serviceDataSource !== undefined && !serviceDataSources.includes(serviceDataSource))
    throw wrong('serviceDataSource', 'it is neither default nor a name of the config file');
}

/** @throws Problem INVALID_ATTRIBUTE for users of a mount that is open to everyone, and for one that is there twice */
export function requireUsers({ auth, users = [] }: GivenMount): void {
  if (auth === 'none' && users.length > 0) throw wrong('users', 'a mount with auth none has no users');
  if (new Set(users.map(({ username }) => username)).size < users.length) throw wrong('users', 'each username once');
}

/** The limits that hold, where the defaults give way to what was said. @throws Problem INVALID_ATTRIBUTE */
export function requireLimits({ defaultLimit, maxLimit = mountDefaults.maxLimit }: Limits): Required<Limits> {
  if (defaultLimit !== undefined && defaultLimit > maxLimit)
    throw wrong('defaultLimit', `it is more than maxLimit ${maxLimit}`);
  return { defaultLimit: defaultLimit ?? Math.min(mountDefaults.defaultLimit, maxLimit), maxLimit };
}

/** Each once, in the order of the config file's default. */
export function inOrder(methods: readonly MountMethod[]): MountMethod[] {
  return mountDefaults.methods.filter((method) => methods.includes(method));
}

function missing(attribute: string): Problem {
  return new Problem('MISSING_ATTRIBUTE', { parameters: [attribute] });
}

function wrong(attribute: string, reason: string): Problem {
  const detail = `Invalid attribute ${attribute} specified: ${reason}.`;
  return new Problem('INVALID_ATTRIBUTE', { parameters: [attribute], detail });
}
