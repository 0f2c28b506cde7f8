/**
 * Apps: reads an exported App Services folder, checks it, and says it again as one definition, whatever its layout.
 * Pure: knows no HTTP, no MongoDB and no files on disk.
 */
export type * from './definition.ts';
export type * from './expression.ts';
export type * from './run-as.ts';
export type * from './http-definition.ts';
export type * from './user-definition.ts';
export type { Finding } from './findings.ts';
export { readApp, type AppReading, type Available } from './read-app.ts';
export { packagesOf } from './packages.ts';
export { secretsOf } from './secrets.ts';
export { listParts, readPart, writePart, type AppPart } from './parts.ts';
