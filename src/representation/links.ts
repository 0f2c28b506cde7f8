/** A relation of an entity. Handlers give `rel` without prefix and `href` from the API's root: `{rel: 'group', href: '/groups/5f…'}`. */
export interface Link {
  readonly rel: string;
  readonly href: string;
}

/** IANA's registered types (RFC 8288, RFC 8631) that the API uses as they are; every other is an extension type. */
const registered = new Set(['self', 'previous', 'next', 'service-desc', 'service-doc']);
const extension = 'http://mms.mongodb.com/';

const inProjects: Readonly<Record<string, string>> = { group: 'project', groups: 'projects' };

/** `group` → `http://mms.mongodb.com/group`, or `…/project` for who calls groups so. */
export function fullRelation(rel: string, projects: boolean): string {
  if (registered.has(rel) || rel.includes(':')) return rel;
  return extension + ((projects && inProjects[rel]) || rel);
}
