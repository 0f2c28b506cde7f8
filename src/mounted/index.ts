/**
 * What is open under `/docdb` in this process at this moment: the mount table and the projects' data sources, kept in step
 * with the store. Must not know HTTP, nor who changes them.
 */
export { createMounted, type Mounted, type MountedDeps } from './mounted.ts';
