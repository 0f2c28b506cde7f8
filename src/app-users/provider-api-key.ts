import { Problem } from '../problem/index.ts';
import type { AppAuth } from './app-auth.ts';
import type { AppUsersDeps } from './deps.ts';
import type { LoggedIn } from './credential.ts';
import { hashSecret } from './secrets-of-users.ts';
import { findUser } from './user-records.ts';

/** The user that a key belongs to; a server key is a user of its own. */
export async function identifyByApiKey(deps: AppUsersDeps, app: AppAuth, value: string): Promise<LoggedIn> {
  const keyHash = hashSecret(deps.hashKey, value);
  const key = await deps.store.appApiKeys.findOne({ appId: app.id, keyHash, disabled: false });
  const user = key && (await findUser(deps, app.id, key.userId));
  if (!key || !user) throw new Problem('INVALID_API_KEY');
  return { user, identity: { id: key._id.toHexString(), providerType: 'api-key' } };
}
