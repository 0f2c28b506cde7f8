import { ObjectId, type Db } from 'mongodb';
import { DigestClient, type KeyPair } from './digest-client.ts';
import { ownerKey, type Server } from './server.ts';

const root = '/api/public/v1.0';
const batch = 10_000;
const hotCount = 1000;

/** An organization with so many projects, and whose keys they are. */
export interface Projects {
  readonly orgId: string;
  /** Owns that organization and nothing else. */
  readonly organizationKey: KeyPair;
  /** Targets of single projects. */
  readonly targets: readonly string[];
}

/** Makes an organization and its key as a client does, and its projects in the store itself, since they are many. */
export async function fillProjects(server: Server, store: Db, count: number): Promise<Projects> {
  using client = new DigestClient(server.url, ownerKey);
  const made = async (path: string, body: object): Promise<Record<string, string>> => {
    const { status, text } = await client.call('POST', root + path, body);
    if (status >= 300) throw new Error(`POST ${path} answers ${status}: ${text}`);
    return JSON.parse(text) as Record<string, string>;
  };
  const { id: orgId = '' } = await made('/orgs', { name: 'Many projects' });
  const key = await made(`/orgs/${orgId}/apiKeys`, { desc: 'benchmark', roles: ['ORG_OWNER'] });
  const ids = await insertProjects(store, new ObjectId(orgId), count);
  const { publicKey = '', privateKey = '' } = key;
  return {
    orgId,
    organizationKey: { publicKey, privateKey },
    targets: ids.slice(-hotCount).map((id) => `${root}/groups/${id.toHexString()}`),
  };
}

async function insertProjects(store: Db, orgId: ObjectId, count: number): Promise<ObjectId[]> {
  const projects = Array.from({ length: count }, (_, index) => ({
    _id: new ObjectId(),
    orgId,
    name: `Project ${index}`,
    tags: ['alpha', 'beta'],
    createdAt: new Date(),
    revision: 1,
    teams: [],
  }));
  for (let start = 0; start < count; start += batch)
    await store.collection('projects').insertMany(projects.slice(start, start + batch));
  return projects.map(({ _id }) => _id);
}

/** The target of one page of 100 of the projects that a caller sees, or of those of an organization. */
export function pageTarget(pageNum: number, { orgId, more = '' }: { orgId?: string; more?: string } = {}): string {
  const list = orgId === undefined ? '/groups' : `/orgs/${orgId}/groups`;
  return `${root}${list}?itemsPerPage=100&pageNum=${pageNum}${more}`;
}
