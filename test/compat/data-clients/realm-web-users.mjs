// Users of realm-web: every provider, sessions, keys, linking, and what becomes of them.
import { SignJWT } from 'jose';
import { App, Credentials, MongoDBRealmError, UserState } from 'realm-web';
import { checks, refused, setting } from './check.mjs';

const check = checks('realm-web');
const app = new App({ id: setting('APP_ID'), baseUrl: setting('DOCGATE_URL') });
const emailPassword = (name) => ({ email: `${name}@example.com`, password: `password of ${name}` });
const byEmail = ({ email, password }) => Credentials.emailPassword(email, password);

async function checkRefusal(step, request, statusCode, errorCode) {
  const error = await refused('realm-web', step, request);
  const got = error instanceof MongoDBRealmError ? [error.statusCode, error.errorCode] : String(error);
  check(`${step}: ${statusCode} ${errorCode}`, got, [statusCode, errorCode]);
}

function tokenOf(subject, name, key = setting('TOKEN_KEY')) {
  return new SignJWT({ sub: subject, aud: 'shop', user: { name } })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(key));
}

const anonymous = await app.logIn(Credentials.anonymous());
check('anonymous', [anonymous.isLoggedIn, anonymous.providerType], [true, 'anon-user']);
check('anonymous again is the same user', (await app.logIn(Credentials.anonymous())).id, anonymous.id);

await app.emailPasswordAuth.registerUser(emailPassword('ann'));
const ann = await app.logIn(byEmail(emailPassword('ann')));
check('email and password', ann.profile, { email: 'ann@example.com' });
check(
  'the identity of an e-mail user',
  ann.identities.map(({ providerType }) => providerType),
  ['local-userpass'],
);
check('a device of its own', /^[0-9a-f]{24}$/.test(ann.deviceId), true);
await checkRefusal(
  'an address twice',
  app.emailPasswordAuth.registerUser(emailPassword('ann')),
  409,
  'AccountNameInUse',
);
const wrong = Credentials.emailPassword('ann@example.com', 'wrong password');
await checkRefusal('a wrong password', app.logIn(wrong), 401, 'InvalidPassword');
await app.emailPasswordAuth.sendResetPasswordEmail({ email: 'ann@example.com' });
const forged = { token: 'forged', tokenId: 'forged', password: 'another password' };
await checkRefusal('a forged reset', app.emailPasswordAuth.resetPassword(forged), 400, 'UserpassTokenInvalid');

const cleo = await app.logIn(Credentials.jwt(await tokenOf('cleo-1', 'Cleo')));
check('custom JWT, with data of its claims', [cleo.profile, cleo.providerType], [{ name: 'Cleo' }, 'custom-token']);
const again = await app.logIn(Credentials.jwt(await tokenOf('cleo-1', 'Cleopatra')));
check('the same subject is the same user, with new data', [again.id, again.profile.name], [cleo.id, 'Cleopatra']);
const alien = Credentials.jwt(await tokenOf('cleo-1', 'Cleo', 'x'.repeat(64)));
await checkRefusal('a JWT of somebody else', app.logIn(alien), 401, 'AuthError');

const server = await app.logIn(Credentials.apiKey(setting('SERVER_KEY')));
check('a server key', [server.profile.name, server.identities[0].providerType], ['tour', 'api-key']);
await checkRefusal('a wrong key', app.logIn(Credentials.apiKey('wrong')), 401, 'AuthError');
await checkRefusal('a custom function', app.logIn(Credentials.function({})), 404, 'AuthProviderNotFound');

const made = await ann.apiKeys.create('phone');
check('a key of a user', [made.name, made.disabled, made.key.length > 30], ['phone', false, true]);
const shown = { _id: made._id, name: 'phone', disabled: false };
check('fetch a key', await ann.apiKeys.fetch(made._id), shown);
check('fetch all keys', await ann.apiKeys.fetchAll(), [shown]);
check('the key logs its user in', (await app.logIn(Credentials.apiKey(made.key))).id, ann.id);
await app.logIn(byEmail(emailPassword('ann')));
await ann.apiKeys.disable(made._id);
check('disable a key', (await ann.apiKeys.fetch(made._id)).disabled, true);
await checkRefusal('a disabled key', app.logIn(Credentials.apiKey(made.key)), 401, 'AuthError');
await ann.apiKeys.enable(made._id);
check('enable a key', (await ann.apiKeys.fetch(made._id)).disabled, false);
await ann.apiKeys.delete(made._id);
await checkRefusal('fetch a deleted key', ann.apiKeys.fetch(made._id), 404, 'APIKeyNotFound');

check('nobody has custom data at first', ann.customData, {});
const profiles = ann.mongoClient('mongodb-atlas').db('shop').collection('profiles');
await profiles.insertOne({ user_id: ann.id, colour: 'green' });
const { colour } = await ann.refreshCustomData();
check('refreshCustomData', [colour, ann.customData.colour], ['green', 'green']);
const { accessToken } = ann;
ann.accessToken = `${accessToken.slice(0, -4)}AAAA`;
check('a token that is refused is refreshed by itself', await profiles.count(), 1);

await app.emailPasswordAuth.registerUser(emailPassword('ben'));
await anonymous.linkCredentials(byEmail(emailPassword('ben')));
check(
  'linkCredentials',
  anonymous.identities.map(({ providerType }) => providerType),
  ['anon-user', 'local-userpass'],
);
check('a linked credential logs the same user in', (await app.logIn(byEmail(emailPassword('ben')))).id, anonymous.id);
await checkRefusal(
  'an identity of another user',
  cleo.linkCredentials(byEmail(emailPassword('ben'))),
  400,
  'AccountNameInUse',
);

await app.switchUser(cleo);
check('switchUser', app.currentUser.id, cleo.id);
await cleo.logOut();
check('logOut', [cleo.state, cleo.refreshToken], [UserState.LoggedOut, null]);
await app.removeUser(server);
check('removeUser', [server.state, server.id in app.allUsers], [UserState.Removed, false]);
await app.switchUser(ann);
await app.deleteUser(ann);
check('deleteUser', ann.state, UserState.Removed);
await checkRefusal('who is deleted', app.logIn(byEmail(emailPassword('ann'))), 401, 'InvalidPassword');
