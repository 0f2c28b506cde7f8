import type { ClientSession, Document, MongoClient } from 'mongodb';
import { topologyOf, type DriverPool, type DriverServer } from './driver.ts';
import { Lanes } from './lanes.ts';
import type { LeanConnection } from './lean-connection.ts';
import type { RawReply } from './raw-reply.ts';

/**
 * Runs a command as `db.command` does, without the driver's operations around it: where the client uses a primary or a
 * standalone server that is known, outside of transactions.
 * @param command is added to
 * @returns undefined where the command has to go the driver's way
 * @throws MongoError as `db.command` does
 */
export function runOnPrimary(
  client: MongoClient,
  database: string,
  command: Document,
  session: ClientSession,
): Promise<RawReply> | undefined {
  const server = primaryOf(client);
  return server && runOn(server, lanesOf(server, client), database, command, session);
}

/**
 * Not where the client was told to use one server whatever it is: the driver then says more in each command. Nor where
 * connections have to log in again when their token has expired.
 */
function primaryOf(client: MongoClient): DriverServer | undefined {
  const topology = topologyOf(client);
  if (client.options.credentials?.mechanism === 'MONGODB-OIDC') return undefined;
  if (topology?.s.state !== 'connected' || topology.s.options.directConnection === true) return undefined;
  for (const [address, { type }] of topology.description.servers)
    if (type === 'RSPrimary' || type === 'Standalone') return topology.s.servers.get(address);
  return undefined;
}

const known = new WeakMap<DriverPool, Lanes>();

function lanesOf({ pool }: DriverServer, { options }: MongoClient): Lanes {
  let ofPool = known.get(pool);
  if (ofPool === undefined) known.set(pool, (ofPool = new Lanes(pool, options.waitQueueTimeoutMS)));
  return ofPool;
}

async function runOn(
  server: DriverServer,
  lanes: Lanes,
  database: string,
  command: Document,
  session: ClientSession,
): Promise<RawReply> {
  const connection = await take(server, lanes);
  try {
    return await connection.ask(database, command, session);
  } catch (error) {
    throw server.decorateCommandError(connection, command, { session }, error);
  } finally {
    lanes.give(connection);
  }
}

async function take(server: DriverServer, lanes: Lanes): Promise<LeanConnection> {
  try {
    return await lanes.take();
  } catch (error) {
    if ((error as Error).name !== 'MongoPoolClearedError') server.handleError(error);
    throw error;
  }
}
