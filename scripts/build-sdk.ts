/** `npm run build:sdk`: generated/sdk → dist-sdk/, compiled, and packed as `docgate-sdk-<version>.tgz` in there. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const output = join(root, 'dist-sdk');
const run = (file: string, args: string[], cwd: string) => execFileSync(file, args, { cwd, stdio: 'inherit' });
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

rmSync(output, { recursive: true, force: true });
run(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.sdk.json'], root);

const { version } = readJson(join(root, 'package.json'));
const manifest = { ...readJson(join(root, 'scripts/sdk-package/package.json')), version };
writeFileSync(join(output, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
cpSync(join(root, 'scripts/sdk-package/README.md'), join(output, 'README.md'));
cpSync(join(root, 'LICENSE'), join(output, 'LICENSE'));
run('npm', ['pack', '--silent'], output);
