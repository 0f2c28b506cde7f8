/**
 * An app's own contract: the service's contract of the Data API, narrowed to what one app opens, with documents typed by its schemas.
 * Pure. Shows no secret, no value, no rule and no source.
 */
export { makeAppContract, serversOf, type ContractedApp } from './app-contract.ts';
