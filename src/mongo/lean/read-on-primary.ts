import { ReadPreference, type ClientSession, type Document, type MongoClient } from 'mongodb';
import { TimeoutContext, topologyOf, type CommandOptions, type DriverServer } from './driver.ts';
import type { LeanConnection } from './lean-connection.ts';

/**
 * Runs a read, and returns the `cursor` of its answer, as `db.command` does where the client reads from a primary or a standalone server that is known, but without the
 * driver's operations around it. Outside of transactions only.
 * @returns undefined where it has to go the driver's way
 * @throws MongoError as `db.command` does
 */
export function readOnPrimary(
  client: MongoClient,
  database: string,
  command: Document,
  session: ClientSession,
): Promise<Buffer> | undefined {
  const topology = topologyOf(client);
  if (topology?.s.state !== 'connected' || client.readPreference.mode !== 'primary') return undefined;
  for (const [address, { type }] of topology.description.servers) {
    const server = topology.s.servers.get(address);
    if (server === undefined || (type !== 'RSPrimary' && type !== 'Standalone')) continue;
    const { directConnection = false } = topology.s.options;
    return readOn(client, server, database, command, { session, directConnection, readPreference: ReadPreference.primary });
  }
  return undefined;
}

async function readOn(
  { options: { serverSelectionTimeoutMS, waitQueueTimeoutMS } }: MongoClient,
  server: DriverServer,
  database: string,
  command: Document,
  options: CommandOptions,
): Promise<Buffer> {
  const timeoutContext = TimeoutContext.create({ serverSelectionTimeoutMS, waitQueueTimeoutMS });
  const connection = await checkOut(server, timeoutContext);
  try {
    return await connection.readCursor(database, command, options);
  } catch (error) {
    throw server.decorateCommandError(connection, command, options, error);
  } finally {
    server.pool.checkIn(connection);
  }
}

async function checkOut(server: DriverServer, timeoutContext: object): Promise<LeanConnection> {
  try {
    return (await server.pool.checkOut({ timeoutContext })) as LeanConnection;
  } catch (error) {
    if ((error as Error).name !== 'MongoPoolClearedError') server.handleError(error);
    throw error;
  }
}
