import { createRequire } from 'node:module';
import type { Duplex, Transform } from 'node:stream';
import type { ClientSession, Document, MongoClient, ReadPreference, TopologyDescription } from 'mongodb';

/** What is used of the driver's own classes, which its types do not tell. See ADR 13. */

export interface Reply {
  readonly ok: number;
  readonly $clusterTime: Document | null;
  toObject(options?: object): Document;
  toBytes(): Uint8Array;
}
export interface ReplyClass {
  make(bson: Uint8Array): Reply;
  readonly empty: Reply;
}
export interface Request {
  readonly requestId: number;
  toBin(): Uint8Array[];
}
export interface CommandOptions {
  readonly session?: ClientSession | null;
  readonly signal?: AbortSignal;
  readonly readPreference?: ReadPreference;
  readonly socketTimeoutMS?: number;
  readonly exhaustAllowed?: boolean;
  readonly moreToCome?: boolean;
  readonly raw?: boolean;
  readonly documentsReturnedIn?: string;
  readonly timeoutContext?: { csotEnabled(): boolean; getSocketTimeoutMS(): number | undefined };
}
export interface DriverConnection {
  readonly socket: Duplex;
  readonly messageStream: Transform;
  readonly socketTimeoutMS: number;
  readonly established: boolean;
  readonly closed: boolean;
  readonly generation: number;
  readonly serverApi?: object;
  readonly hasSessionSupport: boolean;
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
export interface DriverPool extends Pick<NodeJS.EventEmitter, 'on'> {
  readonly address: string;
  readonly closed: boolean;
  readonly generation: number;
  /** 0 for any number of connections. */
  readonly options: { readonly maxPoolSize: number };
  checkOut(options: { readonly timeoutContext: object }): Promise<DriverConnection>;
  checkIn(connection: DriverConnection): void;
}
export interface DriverServer {
  readonly pool: DriverPool;
  handleError(error: unknown): void;
  decorateCommandError(
    connection: DriverConnection,
    command: Document,
    options: CommandOptions,
    error: unknown,
  ): unknown;
}
interface DriverTopology {
  readonly description: TopologyDescription;
  readonly s: {
    readonly state: string;
    readonly servers: ReadonlyMap<string, DriverServer>;
    readonly options: { readonly directConnection?: boolean };
  };
}

/** The state of the deployment behind a client; absent before it is connected. */
export function topologyOf(client: MongoClient): DriverTopology | undefined {
  return (client as unknown as { readonly topology?: DriverTopology }).topology;
}

const require = createRequire(import.meta.resolve('mongodb'));

export const { Connection } = require('./cmap/connection.js') as {
  Connection: (new (...given: never) => DriverConnection) & { readonly CLUSTER_TIME_RECEIVED: string };
};
export const { MongoDBResponse } = require('./cmap/wire_protocol/responses.js') as { MongoDBResponse: ReplyClass };
export const { applySession, updateSessionFromResponse } = require('./sessions.js') as {
  /** Adds what a session says to a command, which is to be sent at once. @returns an error instead of throwing it */
  applySession: (session: ClientSession, command: Document, options: object) => Error | undefined;
  updateSessionFromResponse: (session: ClientSession, reply: Reply) => void;
};
export const { throwIfWriteConcernError } = require('./write_concern.js') as {
  throwIfWriteConcernError: (reply: Document | undefined) => void;
};
export const { OpMsgRequest } = require('./cmap/commands.js') as { OpMsgRequest: { getRequestId(): number } };
export const { WaitQueueTimeoutError } = require('./cmap/errors.js') as {
  WaitQueueTimeoutError: new (message: string, address: string) => Error;
};
export const { TimeoutContext } = require('./timeout.js') as {
  TimeoutContext: { create(options: { serverSelectionTimeoutMS: number; waitQueueTimeoutMS: number }): object };
};

interface SessionState {
  readonly transaction: { readonly state: string };
  readonly supports: { readonly causalConsistency: boolean };
  readonly snapshotEnabled: boolean;
}

/** Whether what a session sends next depends on the answers that it got: in transactions, in snapshots, after its own writes. */
export function followsAnswers(session: ClientSession): boolean {
  const { transaction, supports, snapshotEnabled } = session as unknown as SessionState;
  return transaction.state !== 'NO_TRANSACTION' || supports.causalConsistency || snapshotEnabled;
}
