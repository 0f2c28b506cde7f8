import { createHash, randomBytes } from 'node:crypto';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The `WWW-Authenticate` header. */
  readonly challenge: string | undefined;
}

/** Calls the admin API as its published clients do: without credentials first, then signed by the challenge that came (RFC 7616, MD5). */
export class DigestClient implements Disposable {
  readonly #url: string;
  readonly #pair: KeyPair;
  readonly #agent: Agent;

  /** @param connections kept alive, so many at most */
  constructor(url: string, pair: KeyPair, connections = 1) {
    this.#url = url;
    this.#pair = pair;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Both legs. `body` is sent as JSON. */
  async call(method: string, target: string, body?: unknown): Promise<Answer> {
    const { challenge } = await this.ask(method, target);
    if (challenge === undefined) throw new Error(`${method} ${target} asks for no credentials`);
    return await this.ask(method, target, { authorization: sign(this.#pair, method, target, challenge) }, body);
  }

  /** One request as it is. */
  async ask(method: string, target: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    request(this.#url + target, { method, agent: this.#agent, headers: { ...headers, ...content } }, resolve)
      .once('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
    const response = await promise;
    const { statusCode: status = 0, headers: received } = response;
    return { status, text: await text(response), challenge: received['www-authenticate'] };
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

function sign({ publicKey, privateKey }: KeyPair, method: string, target: string, challenge: string): string {
  const [realm = '', nonce = ''] = ['realm', 'nonce'].map(
    (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1],
  );
  const cnonce = randomBytes(8).toString('hex');
  const secret = md5(`${publicKey}:${realm}:${privateKey}`);
  const response = md5(`${secret}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${target}`)}`);
  return (
    `Digest username="${publicKey}", realm="${realm}", nonce="${nonce}", uri="${target}", algorithm=MD5, ` +
    `response="${response}", qop=auth, nc=00000001, cnonce="${cnonce}"`
  );
}

function md5(value: string): string {
  return createHash('md5').update(value).digest('hex');
}
