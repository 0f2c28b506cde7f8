import { createServer, type AddressInfo } from 'node:net';

/** A port that nobody listens on, so that all workers, and those that replace them, can name the same one. */
export async function freePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, host, () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  return promise;
}
