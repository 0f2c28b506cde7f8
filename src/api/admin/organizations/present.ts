import type { Link } from '../../../representation/index.ts';
import type { Organization } from '../../../store/index.ts';

export function toOrganization({ _id, name, isDeleted }: Organization) {
  const id = _id.toHexString();
  return { id, name, isDeleted, links: linksOf(id) };
}

const below = ['apiKeys', 'events', 'groups', 'invites', 'settings', 'teams', 'users'];

function linksOf(id: string): Link[] {
  return [{ rel: 'self', href: `/orgs/${id}` }, ...below.map((rel) => ({ rel, href: `/orgs/${id}/${rel}` }))];
}

export function toSettings({ _id, apiAccessListRequired }: Organization) {
  const self = `/orgs/${_id.toHexString()}`;
  const links = [
    { rel: 'self', href: `${self}/settings` },
    { rel: 'org', href: self },
  ];
  return { apiAccessListRequired, links };
}
