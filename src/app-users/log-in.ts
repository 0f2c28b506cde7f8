import { Problem } from '../problem/index.ts';
import type { AppAuth } from './app-auth.ts';
import type { Credential, LoggedIn, LogInOptions, ProviderDeps } from './credential.ts';
import { identifyAnonymous } from './provider-anonymous.ts';
import { identifyByApiKey } from './provider-api-key.ts';
import { identifyByEmail } from './provider-email.ts';
import { identifyByToken } from './provider-token.ts';
import { requireProvider } from './require-provider.ts';
import { requireEnabled } from './user-records.ts';

/**
 * Finds the user of a credential by the app's providers.
 * @throws Problem AUTH_PROVIDER_NOT_FOUND when the app has not switched the provider on; IDENTITY_NOT_LINKABLE; what is wrong with the
 * credential; USER_DISABLED
 */
export async function logIn(
  deps: ProviderDeps,
  app: AppAuth,
  credential: Credential,
  options: LogInOptions,
): Promise<LoggedIn> {
  const loggedIn = await identify(deps, app, credential, options);
  requireEnabled(loggedIn.user);
  return loggedIn;
}

async function identify(
  deps: ProviderDeps,
  app: AppAuth,
  credential: Credential,
  options: LogInOptions,
): Promise<LoggedIn> {
  requireProvider(app, credential.provider);
  if (options.linkTo !== undefined) requireLinkable(credential);
  if (credential.provider === 'anon-user') return identifyAnonymous(deps, app);
  if (credential.provider === 'api-key') return identifyByApiKey(deps, app, credential.key);
  if (credential.provider === 'local-userpass') return identifyByEmail(deps, app, credential, options);
  if (credential.provider === 'custom-token') return identifyByToken(deps, app, credential.token, options);
  const { authFunctionName = '' } = app.providers['custom-function'] ?? {};
  throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: [authFunctionName] });
}

/** An API key or a new anonymous user is somebody already, and never becomes somebody else. */
function requireLinkable({ provider }: Credential): void {
  if (provider === 'anon-user' || provider === 'api-key')
    throw new Problem('IDENTITY_NOT_LINKABLE', { parameters: [provider] });
}
