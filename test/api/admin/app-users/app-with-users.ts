import { client, deployApp, type AppAnswer, type TestApp } from '../../../_harness/apps.ts';

const provider = (type: string, config?: object) => ({ name: type, type, disabled: false, ...(config && { config }) });

/** An app that lets in by e-mail, by API keys and anonymously; who registers has to confirm the address unless said otherwise. */
export function appWithUsers({ autoConfirm = false } = {}): Promise<TestApp> {
  const config = {
    autoConfirm,
    emailConfirmationUrl: 'https://example.com/confirm',
    resetPasswordUrl: 'https://example.com/reset',
  };
  const providers = {
    'anon-user': provider('anon-user'),
    'api-key': provider('api-key'),
    'local-userpass': provider('local-userpass', config),
  };
  return deployApp({ 'auth/providers.json': providers });
}

export function logIn(app: TestApp, username: string, password: string): Promise<AppAnswer> {
  return client('POST', app, '/auth/providers/local-userpass/login', { body: { username, password } });
}

export function logInByKey(app: TestApp, key: string): Promise<AppAnswer> {
  return client('POST', app, '/auth/providers/api-key/login', { body: { key } });
}
