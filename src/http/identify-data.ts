import type { ActiveApp } from '../active-apps/index.ts';
import { systemUser, type AppUser, type Credential } from '../app-users/index.ts';
import type { AppPrincipal } from '../contract/index.ts';
import { Problem, type ProblemCode } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import { appOfPath, bearerToken, ruleRequest, type AppIdentity } from './identify-app.ts';
import { requireQuerySecret } from './request-secret.ts';

/** Who calls the Data API of an app, by what the app says of it. @see reference/app-services.md §1.6, §1.7 */
export async function identifyDataCaller(identity: AppIdentity, exchange: Exchange): Promise<AppPrincipal> {
  const app = await appOfPath(identity, exchange);
  requireServed(app, exchange);
  requireQuerySecret(app, exchange);
  const user = await userOf(identity, app, exchange);
  exchange.notes.userId = user.id;
  const request = ruleRequest(exchange);
  const { values, environment } = app;
  exchange.notes.functionsNotCalled = app.functionsNotCalled;
  const operationId = exchange.operation?.operationId ?? '';
  if (!app.mayUseDataApi({ user, request, values, environment }))
    throw new Problem('NOT_EVALUATED', { parameters: [operationId] });
  return { kind: 'app', app, user, request };
}

function requireServed({ definition, clientAppId }: ActiveApp, { parts }: Exchange): void {
  const { disabled, versions } = definition.dataApi;
  if (!disabled && versions.some((version) => version === parts?.params['version'])) return;
  const detail = disabled
    ? `the Data API of the app '${clientAppId}' is switched off`
    : `the app '${clientAppId}' serves the Data API as ${versions.join(', ')} only`;
  throw new Problem('RESOURCE_NOT_FOUND', { detail });
}

function userOf(identity: AppIdentity, app: ActiveApp, exchange: Exchange): AppUser | Promise<AppUser> {
  const { runAs, fetchCustomUserData: customData } = app.definition.dataApi;
  if (runAs.as === 'system') return systemUser;
  if (runAs.as === 'user') return identity.users.userById(app, runAs.userId, { customData });
  if (runAs.as === 'script')
    throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: ['run_as_user_id_script_source'] });
  const token = bearerToken(exchange);
  return token === undefined ? userOfHeaders(identity, app, exchange) : userOfToken(identity, app, token);
}

/** Custom user data is that of the token, unless the app wants it read anew. */
async function userOfToken({ users }: AppIdentity, app: ActiveApp, token: string): Promise<AppUser> {
  const { appId, user } = await users.authenticateToken(token);
  if (!appId.equals(app.id)) throw new Problem('INVALID_SESSION');
  const { fetchCustomUserData } = app.definition.dataApi;
  return fetchCustomUserData ? { ...user, custom_data: await app.customDataOf(user.id) } : user;
}

/** Why a credential is refused is nobody's business. */
const refusals: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'AUTH_PROVIDER_NOT_FOUND',
  'INVALID_API_KEY',
  'INVALID_LOGIN',
  'INVALID_TOKEN',
  'USER_DISABLED',
  'USER_NOT_CONFIRMED',
]);

async function userOfHeaders({ users }: AppIdentity, app: ActiveApp, exchange: Exchange): Promise<AppUser> {
  const credential = credentialOf(exchange);
  const { createUserOnAuth: createUser, fetchCustomUserData: customData } = app.definition.dataApi;
  try {
    return await users.authenticate(app, credential, {
      createUser,
      customData,
      address: exchange.address,
    });
  } catch (error) {
    if (!(error instanceof Problem) || !refusals.has(error.code)) throw error;
    throw new Problem('INVALID_USER_SESSION', { cause: error });
  }
}

/** @throws Problem NO_CREDENTIALS, HALF_CREDENTIALS */
function credentialOf({ request }: Exchange): Credential {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const key = header('apikey') ?? header('api-key');
  if (key !== undefined) return { provider: 'api-key', key };
  const [email, password] = [header('email'), header('password')];
  if (email !== undefined && password !== undefined) return { provider: 'local-userpass', email, password };
  if (email !== undefined || password !== undefined) throw new Problem('HALF_CREDENTIALS');
  const token = header('jwttokenstring');
  if (token !== undefined) return { provider: 'custom-token', token };
  throw new Problem('NO_CREDENTIALS');
}
