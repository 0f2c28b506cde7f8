import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { digestSecret, ha1Place, makeKeyPair, type ApiKey, type ApiKeyRole, type Store } from '../../../store/index.ts';

/** A new key and its private part, which is not kept. */
export function makeApiKey(
  encryption: Encryption,
  { orgId, desc, roles }: { orgId: ObjectId; desc: string; roles: readonly ApiKeyRole[] },
): { key: ApiKey; privateKey: string } {
  const _id = new ObjectId();
  const { publicKey, privateKey } = makeKeyPair();
  const secret = digestSecret(publicKey, privateKey, encryption, (algorithm) => ha1Place(_id, algorithm));
  const key = { _id, orgId, desc, publicKey, ...secret, roles, accessList: [], createdAt: new Date(), revision: 1 };
  return { key, privateKey };
}

export function noApiKey(apiKeyId: string): Problem {
  return new Problem('API_KEY_NOT_FOUND', { parameters: [apiKeyId] });
}

/** The organization of a project. @throws Problem GROUP_NOT_FOUND when it has been deleted meanwhile */
export async function organizationOf(store: Store, groupId: ObjectId): Promise<ObjectId> {
  const project = await store.projects.findOne({ _id: groupId }, { projection: { orgId: 1 } });
  if (project === null) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId.toHexString()] });
  return project.orgId;
}
