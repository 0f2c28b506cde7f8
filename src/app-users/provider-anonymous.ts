import { ObjectId } from '../mongo/index.ts';
import type { AppAuth } from './app-auth.ts';
import type { AppUsersDeps } from './deps.ts';
import type { LoggedIn } from './credential.ts';
import { insertUser } from './user-records.ts';

/** How long an anonymous user is kept. */
export const anonymousLifeMs = 90 * 24 * 60 * 60 * 1000;

/** Everybody is let in as somebody new, who is forgotten after 90 days unless another identity is linked. */
export async function identifyAnonymous(deps: AppUsersDeps, app: AppAuth): Promise<LoggedIn> {
  const identity = { id: new ObjectId().toHexString(), providerType: 'anon-user' } as const;
  const expiresAt = new Date(deps.now().getTime() + anonymousLifeMs);
  return { user: await insertUser(deps, app, { data: {}, identities: [identity], expiresAt }), identity };
}
