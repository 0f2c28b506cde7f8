import { ReadConcern, type Db } from 'mongodb';

/** The same database, read as the majority has it, at the primary: it holds whatever a change stream has told of. */
export function majorityOf(db: Db): Db {
  return db.client.db(db.databaseName, { readPreference: 'primary', readConcern: new ReadConcern('majority') });
}
