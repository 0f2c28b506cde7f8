import { definePluginConfig, type DefinePlugin, type Plugin } from '@hey-api/openapi-ts';
import { handler } from './plugin.ts';

// Plugin.Name<T> wants keyof PluginConfigMap; the plugin guide of 0.99 leaves this merge out.
declare module '@hey-api/shared' {
  interface PluginConfigMap {
    express: ExpressPlugin['Types'];
  }
}

type UserConfig = Plugin.Name<'express'> & Plugin.Hooks & Plugin.UserExports;
type Config = Plugin.Name<'express'> & Plugin.Hooks & Plugin.Exports;
export type ExpressPlugin = DefinePlugin<UserConfig, Config>;

export const defaultConfig: ExpressPlugin['Config'] = {
  name: 'express',
  config: { includeInEntry: false },
  dependencies: ['@hey-api/typescript'],
  handler,
};

/** Turns the plugin on in a job of openapi-ts.config.ts. Writes `operations.gen.ts` beside `types.gen.ts`. */
export const defineConfig = definePluginConfig(defaultConfig);
