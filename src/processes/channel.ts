import { reasonOf } from '../config/index.ts';

/** The pipe between two processes of the service: `process` in a worker, the Worker in the primary. */
export interface Endpoint {
  send(message: object, callback: (error: Error | null) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** One side's methods: one argument at most; arguments and results are plain JSON. */
type Method = (argument: never) => unknown;
type ArgumentsOf<M> = M extends (...given: infer Given extends unknown[]) => unknown ? Given : never;
type ResultOf<M> = M extends (...given: never) => infer Result ? Awaited<Result> : never;

/** The other side, called by name. */
export interface Peer<Api> {
  /** @throws Error when the other side throws or has gone. */
  call<Name extends keyof Api & string>(name: Name, ...given: ArgumentsOf<Api[Name]>): Promise<ResultOf<Api[Name]>>;
  /** Fails the calls that still wait: the other side has gone. */
  close(): void;
}

type Call = { readonly docgate: 'call'; readonly id: number; readonly name: string; readonly argument?: unknown };
type Reply = { readonly docgate: 'reply'; readonly id: number; readonly result?: unknown; readonly error?: string };

/** Opens the channel: offers `methods` to the other side and calls what that one offers. */
export function openChannel<Remote>(endpoint: Endpoint, methods: object): Peer<Remote> {
  const offered = new Map(Object.entries(methods) as [string, Method][]);
  const waiting = new Map<number, PromiseWithResolvers<never>>();
  let calls = 0;
  const settle = ({ id, result, error }: Omit<Reply, 'docgate'>): void => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error !== undefined) call?.reject(new Error(error));
    // Both sides are ours and of one version: what comes has the declared type.
    else call?.resolve(result as never);
  };
  endpoint.on('message', (message) => {
    if (isReply(message)) settle(message);
    if (isCall(message)) void answer(offered, message).then((reply) => endpoint.send(reply, () => undefined));
  });
  return {
    call(name, ...given) {
      const id = (calls += 1);
      const pending = Promise.withResolvers<never>();
      waiting.set(id, pending);
      endpoint.send({ docgate: 'call', id, name, argument: given[0] } satisfies Call, (error) => {
        if (error !== null) settle({ id, error: error.message });
      });
      return pending.promise;
    },
    close() {
      for (const id of waiting.keys()) settle({ id, error: 'the other process has gone' });
    },
  };
}

async function answer(offered: ReadonlyMap<string, Method>, { id, name, argument }: Call): Promise<Reply> {
  try {
    const method = offered.get(name);
    if (method === undefined) throw new Error(`there is no method ${name}`);
    return { docgate: 'reply', id, result: await method(argument as never) };
  } catch (error) {
    return { docgate: 'reply', id, error: reasonOf(error) };
  }
}

function isCall(message: unknown): message is Call {
  return typeof message === 'object' && message !== null && 'docgate' in message && message.docgate === 'call';
}

function isReply(message: unknown): message is Reply {
  return typeof message === 'object' && message !== null && 'docgate' in message && message.docgate === 'reply';
}
