import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The preferred loopback port when nobody listens there, else any free one. */
export async function freePort(preferred = 0): Promise<number> {
  return await bindable(preferred).catch(() => bindable(0));
}

async function bindable(port: number): Promise<number> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return bound;
}
