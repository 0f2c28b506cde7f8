import { inject } from 'vitest';
import { api, type ApiAnswer, type Json } from './admin.ts';

/** The run's own mongod, as a host to register. */
export function ownMongod() {
  const { username, password, host } = new URL(inject('mongodbUri').replace('mongodb:', 'http:'));
  const [hostname = '', port = ''] = host.split(':');
  return {
    address: { hostname, port: Number(port) },
    credentials: { authMechanismName: 'SCRAM_SHA_256', username, password: decodeURIComponent(password) },
  };
}

/** Asks until the answer is as wanted, ten seconds at most; then the caller's expectations speak. */
export async function eventually(path: string, isSo: (json: Json) => boolean): Promise<ApiAnswer> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await api('GET', path);
    if (isSo(answer.json) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
