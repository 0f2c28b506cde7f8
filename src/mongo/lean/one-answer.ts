import { MongoNetworkError, MongoRuntimeError } from 'mongodb';
import type { DriverConnection } from './driver.ts';
import { readMessage } from './read-message.ts';

interface Waiting {
  readonly requestId: number;
  readonly resolve: (bson: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Sends messages over a connection, each when the answer to the one before is there. */
export class OneAnswer {
  readonly #connection: DriverConnection;
  #waiting: Waiting | undefined;
  #isListening = false;
  readonly #end = { throw: async (error: Error) => this.#take()?.reject(error) };

  constructor(connection: DriverConnection) {
    this.#connection = connection;
  }

  /** @throws MongoRuntimeError while an answer is waited for, and what has ended the connection */
  requireFree(): void {
    this.#connection.throwIfAborted();
    if (this.#waiting !== undefined) throw new MongoRuntimeError('two commands at once on one connection');
  }

  /** The body of the answer; the connection must be free. */
  to(requestId: number, message: Buffer): Promise<Buffer> {
    const connection = this.#connection;
    this.#listen();
    return new Promise((resolve, reject) => {
      this.#waiting = { requestId, resolve, reject };
      connection.dataEvents = this.#end;
      try {
        connection.socket.write(message);
      } catch (cause) {
        connection.onError(new MongoNetworkError('the command could not be written', { cause: cause as Error }));
      }
    });
  }

  /** The driver's own way stops the stream behind it. */
  #listen(): void {
    const { messageStream } = this.#connection;
    if (!this.#isListening) messageStream.on('data', (message: Buffer) => this.#receive(message));
    this.#isListening = true;
    if (messageStream.isPaused()) messageStream.resume();
  }

  #receive(message: Buffer): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    try {
      const bson = readMessage(message, waiting.requestId);
      this.#take();
      waiting.resolve(bson);
    } catch (cause) {
      this.#connection.onError(new MongoNetworkError((cause as Error).message, { cause: cause as Error }));
    }
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#connection.dataEvents = null;
    return waiting;
  }
}
