const maxDatabaseNameBytes = 63;
const maxNamespaceBytes = 255;

/** Whether MongoDB takes the name for a database on every platform. @see https://www.mongodb.com/docs/manual/reference/limits/ */
export function isDatabaseName(name: string): boolean {
  return /^[^/\\. "$*<>:|?\0]+$/.test(name) && name.isWellFormed() && Buffer.byteLength(name) <= maxDatabaseNameBytes;
}

/** Whether the name can be that of a user's collection: valid for MongoDB, and not one of its own `system.` collections. */
export function isCollectionName(name: string, database: string): boolean {
  return (
    /^[^$\0]+$/.test(name) &&
    name.isWellFormed() &&
    !name.startsWith('system.') &&
    !/^\.|\.\.|\.$/.test(name) &&
    Buffer.byteLength(`${database}.${name}`) <= maxNamespaceBytes
  );
}
