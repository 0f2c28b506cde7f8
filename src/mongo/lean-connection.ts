import { createRequire } from 'node:module';
import type { Duplex, Transform } from 'node:stream';
import { MongoNetworkError, MongoRuntimeError, MongoServerError, type ClientSession, type Document } from 'mongodb';
import { readMessage } from './read-message.ts';

/** What is used of the driver's own classes, which its types do not tell. */
interface Reply {
  readonly ok: number;
  readonly $clusterTime: Document | null;
  toObject(options: object): Document;
}
interface ReplyClass {
  make(bson: Uint8Array): Reply;
  readonly empty: Reply;
}
interface Request {
  readonly requestId: number;
  toBin(): Uint8Array[];
}
interface CommandOptions {
  readonly session?: ClientSession | null;
  readonly signal?: AbortSignal;
  readonly socketTimeoutMS?: number;
  readonly exhaustAllowed?: boolean;
  readonly moreToCome?: boolean;
  readonly raw?: boolean;
  readonly documentsReturnedIn?: string;
  readonly timeoutContext?: { csotEnabled(): boolean; getSocketTimeoutMS(): number | undefined };
}
interface DriverConnection {
  readonly socket: Duplex;
  readonly messageStream: Transform;
  readonly socketTimeoutMS: number;
  readonly established: boolean;
  readonly supportsOpMsg: boolean;
  readonly shouldEmitAndLogCommand: boolean;
  readonly description: { readonly compressor?: string; readonly loadBalanced: boolean };
  clusterTime: Document | null;
  /** Told when the connection ends, for whoever waits for an answer. */
  dataEvents: { throw(error: Error): Promise<unknown> } | null;
  throwIfAborted(): void;
  onError(error: Error): void;
  prepareCommand(database: string, command: Document, options: CommandOptions): Request;
  emit(event: string, value: unknown): boolean;
  command(
    namespace: { readonly db: string },
    command: Document,
    options?: CommandOptions,
    replyClass?: ReplyClass,
  ): Promise<unknown>;
}

const require = createRequire(import.meta.resolve('mongodb'));
const { Connection } = require('./cmap/connection.js') as {
  Connection: (new (...given: never) => DriverConnection) & { readonly CLUSTER_TIME_RECEIVED: string };
};
const { MongoDBResponse } = require('./cmap/wire_protocol/responses.js') as { MongoDBResponse: ReplyClass };
const { updateSessionFromResponse } = require('./sessions.js') as {
  updateSessionFromResponse: (session: ClientSession, reply: Reply) => void;
};

interface Waiting {
  readonly requestId: number;
  readonly resolve: (bson: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The driver's connection with a shorter way to the one answer of a command: the driver's own goes through four async iterators,
 * which cost more than all the rest of a small read. What is not the plain case takes the driver's way. See ADR 13.
 */
export class LeanConnection extends Connection {
  #waiting: Waiting | undefined;
  #isListening = false;
  readonly #end = { throw: async (error: Error) => this.#take()?.reject(error) };

  override command(
    namespace: { readonly db: string },
    command: Document,
    options: CommandOptions = {},
    replyClass?: ReplyClass,
  ): Promise<unknown> {
    if (this.#isPlain(options) && command['writeConcern']?.w !== 0)
      return this.#ask(namespace.db, command, options, replyClass);
    // The driver counts on a stream that stands still until it listens: an answer can come before its `drain`.
    this.messageStream.pause();
    return super.command(namespace, command, options, replyClass);
  }

  #isPlain({ signal, exhaustAllowed, moreToCome, timeoutContext, socketTimeoutMS }: CommandOptions): boolean {
    const timeout = socketTimeoutMS ?? timeoutContext?.getSocketTimeoutMS() ?? this.socketTimeoutMS;
    const isWatched = signal !== undefined || timeout > 0 || timeoutContext?.csotEnabled() === true;
    const hasOneAnswer = exhaustAllowed !== true && moreToCome !== true;
    const { compressor = 'none', loadBalanced } = this.description;
    const isPlainText = compressor === 'none' && this.supportsOpMsg && !loadBalanced;
    return this.established && hasOneAnswer && isPlainText && !isWatched && !this.shouldEmitAndLogCommand;
  }

  /** As the driver's `sendCommand` does it. */
  async #ask(
    database: string,
    command: Document,
    options: CommandOptions,
    replyClass: ReplyClass | undefined,
  ): Promise<unknown> {
    this.throwIfAborted();
    if (this.#waiting !== undefined) throw new MongoRuntimeError('two commands at once on one connection');
    const { session } = options;
    const request = this.prepareCommand(database, command, options);
    try {
      const reply = (replyClass ?? MongoDBResponse).make(await this.#exchange(request));
      if (session) updateSessionFromResponse(session, reply);
      this.#noteClusterTime(reply);
      if (reply.ok === 0) throw new MongoServerError(reply.toObject(bsonOptions(options)));
      return replyClass === undefined ? reply.toObject(bsonOptions(options)) : reply;
    } catch (error) {
      if (session && !(error instanceof MongoServerError)) updateSessionFromResponse(session, MongoDBResponse.empty);
      throw error;
    }
  }

  #exchange(request: Request): Promise<Uint8Array> {
    const bytes = Buffer.concat(request.toBin());
    this.#listen();
    return new Promise((resolve, reject) => {
      this.#waiting = { requestId: request.requestId, resolve, reject };
      this.dataEvents = this.#end;
      try {
        this.socket.write(bytes);
      } catch (cause) {
        this.onError(new MongoNetworkError('the command could not be written', { cause: cause as Error }));
      }
    });
  }

  /** The driver's own way stops the stream behind it. */
  #listen(): void {
    if (!this.#isListening) this.messageStream.on('data', (message: Buffer) => this.#receive(message));
    this.#isListening = true;
    if (this.messageStream.isPaused()) this.messageStream.resume();
  }

  #receive(message: Buffer): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    try {
      const bson = readMessage(message, waiting.requestId);
      this.#take();
      waiting.resolve(bson);
    } catch (error) {
      this.onError(error as Error);
    }
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.dataEvents = null;
    return waiting;
  }

  #noteClusterTime({ $clusterTime: clusterTime }: Reply): void {
    if (clusterTime === null) return;
    this.clusterTime = clusterTime;
    this.emit(Connection.CLUSTER_TIME_RECEIVED, clusterTime);
  }
}

/** `raw` holds for whole answers, or for the batch alone where a cursor says so. */
function bsonOptions(options: CommandOptions): object {
  const { raw, documentsReturnedIn } = options;
  if (documentsReturnedIn === undefined || raw !== true) return options;
  return { ...options, raw: false, fieldsAsRaw: { [documentsReturnedIn]: true } };
}
