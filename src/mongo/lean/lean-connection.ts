import {
  BSON,
  MongoNetworkError,
  MongoRuntimeError,
  MongoServerError,
  MongoUnexpectedServerResponseError,
  ReadPreference,
  type ClientSession,
  type Document,
} from 'mongodb';
import {
  applySession,
  Connection,
  MongoDBResponse,
  followsAnswers,
  OpMsgRequest,
  updateSessionFromResponse,
  type CommandOptions,
  type Reply,
  type ReplyClass,
} from './driver.ts';
import { writeMessage } from './op-msg.ts';
import { readReply } from './raw-reply.ts';
import { readMessage } from './read-message.ts';

interface Waiting {
  readonly requestId: number;
  readonly resolve: (bson: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Of commands that may take the short way by themselves. */
const plain = { readPreference: ReadPreference.primary };

/** How old the cluster's time may be that is sent along: reading it from each answer costs more than the answer. */
const clusterTimeEveryMs = 100;

/**
 * The driver's connection with a shorter way to the one answer of a command: the driver's own goes through four async iterators,
 * which cost more than all the rest of a small read. What is not the plain case takes the driver's way. See ADR 13.
 */
export class LeanConnection extends Connection {
  #waiting: Waiting | undefined;
  #isListening = false;
  #clusterTimeAt = 0;
  #gossiped: { readonly clusterTime: Document | null; readonly element: Uint8Array } = {
    clusterTime: null,
    element: Buffer.alloc(0),
  };
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

  /** The `cursor` of an answer, as its bytes. Outside of transactions only. @throws MongoError as `command` does */
  async readCursor(database: string, command: Document, session: ClientSession): Promise<Buffer> {
    if (!this.#isPlain(plain) || !this.hasSessionSupport || this.serverApi !== undefined)
      return cursorOf(await this.command({ db: database }, command, { ...plain, session, raw: true }));
    this.#requireFree();
    const requestId = OpMsgRequest.getRequestId();
    const error = applySession(session, command, plain);
    if (error !== undefined) throw error;
    command['$db'] = database;
    const bson = await this.#exchange(requestId, writeMessage(requestId, BSON.serialize(command), this.#gossip()));
    if (this.#isClusterTimeDue()) this.#noteClusterTime(MongoDBResponse.make(bson));
    const { isOk, cursor } = readReply(bson);
    if (!isOk) throw new MongoServerError(BSON.deserialize(bson));
    return cursorOf({ cursor });
  }

  /** As the driver's `sendCommand` does it. */
  async #ask(
    database: string,
    command: Document,
    options: CommandOptions,
    replyClass: ReplyClass | undefined,
  ): Promise<unknown> {
    this.#requireFree();
    const { session } = options;
    const request = this.prepareCommand(database, command, options);
    try {
      const reply = (replyClass ?? MongoDBResponse).make(
        await this.#exchange(request.requestId, Buffer.concat(request.toBin())),
      );
      const isFollowed = session ? followsAnswers(session) : false;
      if (session && isFollowed) updateSessionFromResponse(session, reply);
      if (isFollowed || this.#isClusterTimeDue()) this.#noteClusterTime(reply);
      if (reply.ok === 0) throw new MongoServerError(reply.toObject(bsonOptions(options)));
      return replyClass === undefined ? reply.toObject(bsonOptions(options)) : reply;
    } catch (error) {
      if (session && !(error instanceof MongoServerError)) updateSessionFromResponse(session, MongoDBResponse.empty);
      throw error;
    }
  }

  #requireFree(): void {
    this.throwIfAborted();
    if (this.#waiting !== undefined) throw new MongoRuntimeError('two commands at once on one connection');
  }

  #exchange(requestId: number, bytes: Buffer): Promise<Buffer> {
    this.#listen();
    return new Promise((resolve, reject) => {
      this.#waiting = { requestId, resolve, reject };
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

  /** The cluster's time as an element of BSON; it changes seldom enough to keep it. */
  #gossip(): Uint8Array {
    const { clusterTime } = this;
    if (clusterTime !== null && clusterTime !== this.#gossiped.clusterTime)
      this.#gossiped = { clusterTime, element: BSON.serialize({ $clusterTime: clusterTime }).subarray(4, -1) };
    return this.#gossiped.element;
  }

  #isClusterTimeDue(): boolean {
    const now = performance.now();
    if (now - this.#clusterTimeAt < clusterTimeEveryMs) return false;
    this.#clusterTimeAt = now;
    return true;
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

function cursorOf(reply: unknown): Buffer {
  const { cursor } = reply as { readonly cursor?: Buffer | undefined };
  if (cursor === undefined) throw new MongoUnexpectedServerResponseError('an answer without a cursor');
  return cursor;
}
