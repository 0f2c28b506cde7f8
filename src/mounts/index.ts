/** Which part of which data source is open under `/docdb`, to whom, and how far. Pure: knows no HTTP and no MongoDB. */
export type { Mount, MountMethod, MountUser } from './mount.ts';
export { createMountTable, type MountTable, type MountTableOptions } from './mount-table.ts';
export { createReach, mountPath, unreachablePart, type MountScope } from './scope.ts';
