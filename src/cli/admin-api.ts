import { parseJson } from '../bson/index.ts';
import { ask } from './ask.ts';
import { DigestSigner } from './digest-signer.ts';

/** The admin API of a running service, for commands. */
export interface AdminApi {
  /** Calls a path below the API's root. @throws AdminApiError when the answer is an error */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** The body of an answer: an object, as the contract says of every one. */
export type Answer = Readonly<Record<string, unknown>>;

/** The service has answered with an error; the message is for the person at the terminal. */
export class AdminApiError extends Error {
  override readonly name = 'AdminApiError';
  readonly body: Answer;

  constructor(message: string, body: Answer) {
    super(message);
    this.body = body;
  }
}

export interface AdminApiOptions {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

const root = '/api/public/v1.0';

export function createAdminApi({ url, ...key }: AdminApiOptions): AdminApi {
  const signer = new DigestSigner(key);

  async function send(method: string, target: string, body?: string): Promise<Response> {
    const authorization = signer.sign(method, target);
    const headers = {
      accept: 'application/json',
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return ask(url, target, { method, headers, ...(body !== undefined && { body }) });
  }

  /** A first request without a body gets the nonce; a nonce that has grown old is replaced. */
  async function signed(method: string, target: string, body?: string): Promise<Response> {
    if (signer.sign(method, target) === undefined)
      signer.accept((await send('GET', root)).headers.get('www-authenticate'));
    const response = await send(method, target, body);
    const challenge = response.headers.get('www-authenticate');
    if (response.status !== 401 || !/\bstale="?true/i.test(challenge ?? '') || !signer.accept(challenge))
      return response;
    return send(method, target, body);
  }

  return {
    async call(method, path, body) {
      const response = await signed(method, root + path, body === undefined ? undefined : JSON.stringify(body));
      const answer = toAnswer(await response.text());
      if (response.ok) return answer;
      throw new AdminApiError(messageOf(response.status, answer), answer);
    },
  };
}

function toAnswer(text: string): Answer {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? (value as Answer) : {};
  } catch {
    return {};
  }
}

function messageOf(status: number, { detail, errorCode }: Answer): string {
  if (status === 401 && errorCode === undefined)
    return 'The service does not know the API key: check --public-key and --private-key.';
  return typeof detail === 'string' ? detail : `The service has answered ${status}.`;
}
