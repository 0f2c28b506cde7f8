/** What the caller's path called things: which generation of the admin API, and whether groups or projects. */
export interface Naming {
  readonly generation: 'public' | 'atlas';
  readonly projects: boolean;
}

/** The names of the canonical paths themselves. */
export const canonicalNaming: Naming = { generation: 'public', projects: false };

const prefix = /^\/api\/(public|atlas)\/v1\.0(?=\/|$)/;
const projects = /^(\/(?:orgs\/[^/]+\/)?)projects(?=\/|$)/;
const whitelist = /^(\/(?:users|orgs\/[^/]+\/apiKeys)\/[^/]+\/)whitelist(?=\/|$)/;

/** What a token says anyway, some clients say in the path as well. */
const appInSession = /^(\/api\/client\/v2\.0)\/app\/[^/]+(\/auth\/(?:session|profile|delete|api_keys)(?:\/.*)?)$/;

/**
 * The one path under which the contract has an operation of the admin API, for every path by which clients know it:
 * both generations, `projects` for `groups`, and the access lists' name of before 2021.
 * @param path as sent, without query
 */
export function resolveAlias(path: string): { readonly path: string; readonly naming: Naming } {
  const generation = prefix.exec(path)?.[1];
  if (generation === undefined && path.startsWith('/api/client/'))
    return { path: path.replace(appInSession, '$1$2'), naming: canonicalNaming };
  if (generation === undefined) return { path, naming: canonicalNaming };
  const below = path.replace(prefix, '');
  const resource = below.replace(projects, '$1groups').replace(whitelist, '$1accessList');
  return {
    path: `/api/public/v1.0${resource}`,
    naming: { generation: generation as Naming['generation'], projects: projects.test(below) },
  };
}
