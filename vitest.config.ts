import { defineConfig } from 'vitest/config';

const onCi = process.env['CI'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/compat/**'],
    setupFiles: ['test/_harness/random-cases.ts'],
    globalSetup: ['test/_harness/mongod.ts', 'test/_harness/service.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: onCi ? ['default', ['json', { outputFile: 'coverage/tests.json' }]] : ['default'],
  },
});
