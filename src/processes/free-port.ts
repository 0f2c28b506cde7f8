import { createServer, type AddressInfo } from 'node:net';

/**
 * The port itself, or any free one for 0, so that all workers, and those that replace them, can name the same one.
 * @throws the error EADDRINUSE when somebody listens there: the workers, who share the port, would not notice.
 */
export async function freePort(host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(port, host, () => {
    const { port: taken } = server.address() as AddressInfo;
    server.close(() => resolve(taken));
  });
  return promise;
}
