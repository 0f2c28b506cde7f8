import { instant } from '../../../representation/index.ts';
import type { AppRecord, AppSecret, AppVersionRecord } from '../../../store/index.ts';
import { appPathOf as pathOf } from '../app-of-path.ts';

export { pathOf };

export function toApp(app: AppRecord) {
  const { _id, groupId, clientAppId, name, activeVersion, lastVersion, createdAt } = app;
  const path = pathOf(app);
  return {
    id: _id.toHexString(),
    groupId: groupId.toHexString(),
    clientAppId,
    name,
    lastVersion,
    ...(activeVersion !== undefined && { activeVersion }),
    created: instant(createdAt),
    links: [
      { rel: 'self', href: path },
      { rel: 'group', href: `/groups/${groupId.toHexString()}` },
      { rel: 'logs', href: `${path}/logs` },
      { rel: 'versions', href: `${path}/versions` },
      { rel: 'secrets', href: `${path}/secrets` },
      { rel: 'users', href: `${path}/users` },
      { rel: 'apiKeys', href: `${path}/apiKeys` },
      { rel: 'service-desc', href: `/app/${clientAppId}/openapi.json` },
      { rel: 'service-doc', href: `/docs/apps/${clientAppId}` },
    ],
  };
}

export function toVersion(app: AppRecord) {
  return ({ number, name, configVersion, comment, fileCount, warningCount, createdAt }: AppVersionRecord) => {
    const path = `${pathOf(app)}/versions/${number}`;
    return {
      version: number,
      active: number === app.activeVersion,
      name,
      configVersion,
      ...(comment !== undefined && { comment }),
      fileCount,
      warningCount,
      created: instant(createdAt),
      links: [
        { rel: 'self', href: path },
        { rel: 'app', href: pathOf(app) },
        { rel: 'files', href: `${path}/files` },
      ],
    };
  };
}

export function toSecret(app: AppRecord) {
  return ({ name, updatedAt }: Pick<AppSecret, 'name' | 'updatedAt'>) => ({
    name,
    updated: instant(updatedAt),
    links: [
      { rel: 'self', href: `${pathOf(app)}/secrets/${name}` },
      { rel: 'app', href: pathOf(app) },
    ],
  });
}
