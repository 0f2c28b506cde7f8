import {
  BSON,
  MongoNetworkError,
  MongoRuntimeError,
  MongoServerError,
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
  throwIfWriteConcernError,
  updateSessionFromResponse,
  type CommandOptions,
  type Reply,
  type ReplyClass,
} from './driver.ts';
import { writeMessage } from './op-msg.ts';
import { readReply, type RawReply } from './raw-reply.ts';
import { readMessage } from './read-message.ts';

interface Waiting {
  readonly requestId: number;
  readonly resolve: (bson: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Of commands that may take the short way by themselves. */
const plain = { readPreference: ReadPreference.primary };

/** What is undefined must not vanish: a filter would find more. */
const asTheDriver = { checkKeys: false, serializeFunctions: false, ignoreUndefined: false };

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
      return this.#sendPlain(namespace.db, command, options, replyClass);
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

  /**
   * Sends a command and reads no more of its answer than what it needs. Outside of transactions only.
   * @param command is added to
   * @throws MongoError as the driver does, for errors of write concerns as well
   */
  async ask(database: string, command: Document, session: ClientSession): Promise<RawReply> {
    const isOurs = this.#isPlain(plain) && this.hasSessionSupport && this.serverApi === undefined;
    const reply = readReply(
      isOurs ? await this.#askShort(database, command, session) : await this.#askLong(database, command, session),
    );
    if (!reply.isOk) throw new MongoServerError(reply.trouble ?? {});
    throwIfWriteConcernError(reply.trouble);
    return reply;
  }

  async #askShort(database: string, command: Document, session: ClientSession): Promise<Buffer> {
    this.#requireFree();
    const error = applySession(session, command, plain);
    if (error !== undefined) throw error;
    command['$db'] = database;
    const requestId = OpMsgRequest.getRequestId();
    const message = writeMessage(requestId, BSON.serialize(command, asTheDriver), this.#gossip());
    const bson = await this.#exchange(requestId, message);
    if (this.#isClusterTimeDue()) this.#noteClusterTime(MongoDBResponse.make(bson));
    return bson;
  }

  async #askLong(database: string, command: Document, session: ClientSession): Promise<Buffer> {
    const reply = await this.command({ db: database }, command, { ...plain, session }, MongoDBResponse);
    return Buffer.from((reply as Reply).toBytes());
  }

  /** As the driver's `sendCommand` does it. */
  async #sendPlain(
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
