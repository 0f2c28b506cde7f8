import { instant } from '../../../representation/index.ts';
import type { DocdbMountRecord } from '../../../store/index.ts';
import type { ProjectMount } from './record.ts';

/** A mount without its users, which are listed below it. */
export function toMount(mount: ProjectMount) {
  const { _id, groupId, database, collection, dataSource, dataSourceId, users } = mount;
  const { methods, defaultLimit, maxLimit, maxTimeMs, allowServerSideJavaScript, path, createdAt } = mount;
  const project = `/groups/${groupId.toHexString()}`;
  const self = mountHref(mount);
  const isOfProject = dataSourceId !== undefined;
  return {
    id: _id.toHexString(),
    groupId: groupId.toHexString(),
    created: instant(createdAt),
    path,
    ...(database !== undefined && { database }),
    ...(collection !== undefined && { collection }),
    ...(isOfProject ? { dataSource } : { serviceDataSource: dataSource }),
    auth: users === 'none' ? ('none' as const) : ('users' as const),
    methods: [...methods],
    defaultLimit,
    maxLimit,
    maxTimeMs,
    allowServerSideJavaScript,
    links: [
      { rel: 'self', href: self },
      { rel: 'group', href: project },
      { rel: 'users', href: `${self}/users` },
      ...(isOfProject ? [{ rel: 'dataSource', href: `${project}/dataSources/${dataSource}` }] : []),
    ],
  };
}

export function mountHref({ _id, groupId }: Pick<ProjectMount, '_id' | 'groupId'>): string {
  return `/groups/${groupId.toHexString()}/mounts/${_id.toHexString()}`;
}

/** A user of a mount; passwords are never shown. */
export function toMountUser(mount: Pick<ProjectMount, '_id' | 'groupId'>, username: string) {
  const { _id, groupId } = mount;
  return {
    username,
    mountId: _id.toHexString(),
    groupId: groupId.toHexString(),
    links: [
      { rel: 'self', href: userHref(mount, username) },
      { rel: 'mount', href: mountHref(mount) },
    ],
  };
}

export function userHref(mount: Pick<ProjectMount, '_id' | 'groupId'>, username: string): string {
  return `${mountHref(mount)}/users/${encodeURIComponent(username)}`;
}

/** In their order of names; none where the mount is open to everyone. */
export function usernamesOf({ users }: Pick<DocdbMountRecord, 'users'>): string[] {
  return users === 'none' ? [] : users.map(({ username }) => username).toSorted();
}
