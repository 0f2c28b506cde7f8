/** What @hey-api/openapi-ts makes of the bundle: the service's types and operation table, and the SDK. */
import { defineConfig } from '@hey-api/openapi-ts';
import { defineConfig as express } from './scripts/openapi-plugin-express/index.ts';

// `npm run generate -- --check` generates elsewhere and compares.
const folder = process.env['DOCGATE_GENERATED'] ?? './generated';
const input = `${folder}/openapi.json`;
const logs = { level: 'warn', file: false } as const;

export default defineConfig([
  {
    input,
    output: { path: folder, module: { extension: '.ts' }, entryFile: false, clean: false },
    plugins: ['@hey-api/typescript', express()],
    logs,
  },
  {
    input,
    output: { path: `${folder}/sdk`, module: { extension: '.ts' } },
    // No default base URL: the contract's server is `/`, which would make `//docdb/…` of every path.
    plugins: [{ name: '@hey-api/client-fetch', baseUrl: false }, '@hey-api/typescript', '@hey-api/sdk'],
    logs,
  },
]);
