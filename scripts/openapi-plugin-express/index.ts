/**
 * The @hey-api/openapi-ts plugin that emits `operations.gen.ts`: what the edge needs to know of every operation.
 * It must not know who reads the table; what it emits imports nothing but the generated types.
 */
export { defaultConfig, defineConfig } from './config.ts';
export type { ExpressPlugin } from './config.ts';
