/**
 * Settings: one table gives flags, environment, config-file keys and documentation; out comes one checked, frozen Config.
 * The only reader of the process's environment. Must not know what the settings switch on.
 */
export { cacheDirectory, processEnvironment, type Environment } from './environment.ts';
export { commandLineFlags, type CommandLineFlag } from './command-line.ts';
export type { Config, DataSourceSettings, MountSettings, MountUserSettings, TlsSettings } from './config.ts';
export type { ConfigSources } from './config-sources.ts';
export { resolveSecret } from './kinds.ts';
export { loadConfig } from './load-config.ts';
export { mountDefaults, mountPath, ownDataSource } from './mount-settings.ts';
export { codeOf, reasonOf } from './reason.ts';
export { isLoopback } from './safety.ts';
export { settingsTable } from './settings-table.ts';
export { StartError } from './start-error.ts';
