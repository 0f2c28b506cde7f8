import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/**
 * The open connections of a server and how many requests each is busy with. `server.close()` is no help in a drain: it breaks
 * every connection whose answer has been handed over, whether or not the client has read it.
 */
export class Connections {
  readonly #server: Server;
  readonly #busy = new Map<Socket, number>();
  #draining = false;

  /** @param opened the event of a connection that takes requests: under TLS the one after the handshake. */
  constructor(server: Server, opened: 'connection' | 'secureConnection') {
    this.#server = server;
    server.on(opened, (socket: Socket) => this.#open(socket));
    server.on('request', (request, response) => this.#begin(request, response));
  }

  /** Takes no new connections, lets running requests end within `graceMs`, then breaks what is left. */
  async drain(graceMs: number): Promise<void> {
    this.#draining = true;
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(this.#server, () => resolve());
    });
    for (const socket of this.#busy.keys()) this.#endIfIdle(socket);
    const force = setTimeout(() => this.#server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(force);
  }

  #open(socket: Socket): void {
    this.#busy.set(socket, 0);
    socket.once('close', () => this.#busy.delete(socket));
  }

  #begin({ socket }: IncomingMessage, response: ServerResponse): void {
    this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      if (!this.#busy.has(socket)) return;
      this.#busy.set(socket, (this.#busy.get(socket) ?? 1) - 1);
      if (this.#draining) this.#endIfIdle(socket);
    });
  }

  /** Sends what is still to be sent, then closes. */
  #endIfIdle(socket: Socket): void {
    if (this.#busy.get(socket) === 0) socket.end();
  }
}
