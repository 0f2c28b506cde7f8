import { codeOf, StartError, type Config } from '../config/index.ts';
import { Problem } from '../problem/index.ts';

/** Why the port cannot be opened, with the mend. */
export function explainListenError(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} of ${host} is in use. Stop what uses it, or give another --port (0 takes any free one).`,
      );
    case 'EACCES':
      return new StartError(`Port ${port} may not be opened by this user. Give --port 1024 or higher.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`${host} is no address of this machine. Correct --host, or leave it away.`);
    default:
      return error;
  }
}

/** Why the service's own MongoDB cannot be used, with the mend; what is no error of MongoDB's stays as it is. */
export function explainStoreError(
  error: unknown,
  { database, mongodbUri }: Pick<Config, 'database' | 'mongodbUri'>,
): unknown {
  const inner = error instanceof Problem ? error.cause : error;
  if (!(inner instanceof Error) || (inner === error && !inner.name.startsWith('Mongo'))) return error;
  const mend =
    mongodbUri === undefined
      ? 'See mongod.log in the data directory.'
      : `Check --mongodb-uri, and that its user may read and write the database ${database}.`;
  return new StartError(`MongoDB refused the service its database ${database}: ${inner.message}. ${mend}`, {
    cause: error,
  });
}
