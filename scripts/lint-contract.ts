/** `npm run lint:contract`: Redocly on the files of openapi/, then our own rules on the tree and on the bundle. */
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { lintBundle, lintSourceTree } from './contract-rules/index.ts';

const root = resolve(import.meta.dirname, '..');

/** Throws when Redocly finds an error; it prints what it finds. */
function runRedocly(source: string) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const config = join(root, 'redocly.yaml');
  execFileSync(join(root, 'node_modules/.bin/redocly'), ['lint', source, '--config', config], {
    env,
    stdio: 'inherit',
  });
}

/** Every broken rule of ours, in the tree and in the bundle. */
export async function ownViolations(source = join(root, 'openapi/openapi.yaml')) {
  return [...(await lintSourceTree(dirname(source))), ...(await lintBundle(await bundle(source)))];
}

if (import.meta.main) {
  runRedocly(join(root, 'openapi/openapi.yaml'));
  const violations = await ownViolations();
  for (const { rule, path, message } of violations) console.error(`${path}: ${message} (${rule})`);
  console.log(`Our own rules: ${violations.length} broken`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
