import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

const lookEveryMs = 20;
const channel = 'net.client.socket';

/**
 * Runs work whose sockets may take in so many bytes together, about; then they are destroyed. The driver believes the length
 * that a peer announces, and would keep up to two gigabytes of a message that never ends.
 * @see https://nodejs.org/api/diagnostics_channel.html#net
 */
export async function withBoundedIntake<Result>(maxBytes: number, work: () => Promise<Result>): Promise<Result> {
  const here = new AsyncLocalStorage<true>();
  const sockets: Socket[] = [];
  const onSocket = (message: unknown): void => {
    const socket = here.getStore() && socketOf(message);
    if (socket instanceof Socket) sockets.push(socket);
  };
  subscribe(channel, onSocket);
  const watch = setInterval(() => {
    if (sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0) > maxBytes)
      for (const socket of sockets) socket.destroy(new Error('the peer has sent too much'));
  }, lookEveryMs);
  try {
    return await here.run(true, work);
  } finally {
    clearInterval(watch);
    unsubscribe(channel, onSocket);
  }
}

function socketOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'socket' in message ? message.socket : undefined;
}
