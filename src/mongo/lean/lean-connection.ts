import { BSON, MongoServerError, ReadPreference, type ClientSession, type Document } from 'mongodb';
import { ClusterTime } from './cluster-time.ts';
import {
  applySession,
  Connection,
  followsAnswers,
  MongoDBResponse,
  OpMsgRequest,
  throwIfWriteConcernError,
  updateSessionFromResponse,
  type CommandOptions,
  type Reply,
  type ReplyClass,
} from './driver.ts';
import { OneAnswer } from './one-answer.ts';
import { writeMessage } from './op-msg.ts';
import { readReply, type RawReply } from './raw-reply.ts';

/** Of commands that are asked by themselves. */
const plain = { readPreference: ReadPreference.primary };

/** What is undefined must not vanish: a filter would find more. */
const asTheDriver = { checkKeys: false, serializeFunctions: false, ignoreUndefined: false };

/**
 * The driver's connection with a shorter way to the one answer of a command: the driver's own goes through four async iterators,
 * which cost more than all the rest of a small read. What is not the plain case takes the driver's way. See ADR 13.
 */
export class LeanConnection extends Connection {
  readonly #answer = new OneAnswer(this);
  readonly #clusterTime = new ClusterTime();

  override command(
    namespace: { readonly db: string },
    command: Document,
    options: CommandOptions = {},
    replyClass?: ReplyClass,
  ): Promise<unknown> {
    if (this.#isPlain(options) && command['writeConcern']?.w !== 0)
      return this.#send(namespace.db, command, options, replyClass);
    // The driver counts on a stream that stands still until it listens: an answer can come before its `drain`.
    this.messageStream.pause();
    return super.command(namespace, command, options, replyClass);
  }

  /**
   * Sends a command and reads no more of its answer than what it needs. Outside of transactions only.
   * @param command is added to
   * @throws MongoError as the driver does, for errors of write concerns as well
   */
  async ask(database: string, command: Document, session: ClientSession): Promise<RawReply> {
    const isOurs = this.#isPlain(plain) && this.hasSessionSupport && this.serverApi === undefined;
    const bson = await (isOurs
      ? this.#askShort(database, command, session)
      : this.#askLong(database, command, session));
    const reply = readReply(bson);
    if (!reply.isOk) throw new MongoServerError(reply.trouble ?? {});
    throwIfWriteConcernError(reply.trouble);
    return reply;
  }

  async #askShort(database: string, command: Document, session: ClientSession): Promise<Buffer> {
    this.#answer.requireFree();
    const error = applySession(session, command, plain);
    if (error !== undefined) throw error;
    command['$db'] = database;
    const requestId = OpMsgRequest.getRequestId();
    const body = BSON.serialize(command, asTheDriver);
    const message = writeMessage(requestId, body, this.#clusterTime.toElement(this.clusterTime));
    const bson = await this.#answer.to(requestId, message);
    if (this.#clusterTime.isDue()) this.#noteClusterTime(MongoDBResponse.make(bson));
    return bson;
  }

  async #askLong(database: string, command: Document, session: ClientSession): Promise<Buffer> {
    const reply = await this.command({ db: database }, command, { ...plain, session }, MongoDBResponse);
    return Buffer.from((reply as Reply).toBytes());
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
  async #send(
    database: string,
    command: Document,
    options: CommandOptions,
    replyClass: ReplyClass | undefined,
  ): Promise<unknown> {
    this.#answer.requireFree();
    const { session } = options;
    const request = this.prepareCommand(database, command, options);
    try {
      const bson = await this.#answer.to(request.requestId, Buffer.concat(request.toBin()));
      const reply = (replyClass ?? MongoDBResponse).make(bson);
      this.#tell(session, reply);
      if (reply.ok === 0) throw new MongoServerError(reply.toObject(bsonOptions(options)));
      return replyClass === undefined ? reply.toObject(bsonOptions(options)) : reply;
    } catch (error) {
      if (session && !(error instanceof MongoServerError)) updateSessionFromResponse(session, MongoDBResponse.empty);
      throw error;
    }
  }

  #tell(session: ClientSession | null | undefined, reply: Reply): void {
    const isFollowed = session ? followsAnswers(session) : false;
    if (session && isFollowed) updateSessionFromResponse(session, reply);
    if (isFollowed || this.#clusterTime.isDue()) this.#noteClusterTime(reply);
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
