import type { AppPart } from '../../../apps/index.ts';
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
      { rel: 'parts', href: `${path}/parts` },
      { rel: 'files', href: `${path}/files` },
      { rel: 'secrets', href: `${path}/secrets` },
      { rel: 'users', href: `${path}/users` },
      { rel: 'apiKeys', href: `${path}/apiKeys` },
      { rel: 'accessList', href: `${path}/accessList` },
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

export function toPart(app: AppRecord) {
  return (part: AppPart) => {
    const links = [{ rel: 'self', href: `${pathOf(app)}/${stepsTo(part).map(encodeURIComponent).join('/')}` }];
    if (part.kind === 'authProvider') return { kind: part.kind, name: part.type, links };
    return { ...part, links };
  };
}

/** The path below the app's. */
function stepsTo(part: AppPart): string[] {
  switch (part.kind) {
    case 'rules':
      return ['rules', part.dataSource, part.database, part.collection];
    case 'schema':
      return ['schemas', part.dataSource, part.database, part.collection];
    case 'defaultRules':
      return ['defaultRules', part.dataSource];
    case 'value':
      return ['values', part.name];
    case 'authProvider':
      return ['authProviders', part.type];
    case 'schemaValidation':
      return ['schemaValidation'];
    case 'dataApi':
    default:
      return ['dataApi'];
  }
}

export function toFilePath(app: AppRecord) {
  return (path: string) => ({
    path,
    links: [{ rel: 'self', href: `${pathOf(app)}/files/${encodeURIComponent(path)}` }],
  });
}
