/** `npm run new-operation -- <plane>/<operationId> <method> <path>`: the first step to a new operation. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { addOperation } from './new-operation/add-operation.ts';

const root = resolve(import.meta.dirname, '..');

function nextSteps({ file, operationId }: { file: string; operationId: string }) {
  return `
Written   openapi/${file}.yaml and its line in openapi/openapi.yaml
Made      generated/ with ${operationId} in it

Next
  1. Describe the operation in openapi/${file}.yaml: summary, parameters, answers with examples, x-policy.
  2. npm run generate
  3. npm run typecheck: it says that the property '${operationId}' is missing from the handlers. Write the handler in
     src/api/${file}.ts and add it to the handlers in the index.ts beside it:

       import type { OperationHandler } from '../../contract/index.ts';

       export function ${operationId}(): OperationHandler<'${operationId}'> {
         return async () => ({ status: 200, body: { message: 'hello' } });
       }

  4. Test it in test/api/${file}.test.ts
  5. npm test; commit contract, generated code, handler and test together.`;
}

try {
  const operation = addOperation(join(root, 'openapi'), process.argv.slice(2));
  const files = ['openapi/openapi.yaml', `openapi/${operation.file}.yaml`];
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), files, { cwd: root });
  execFileSync(process.execPath, [join(root, 'scripts/generate.ts')], { cwd: root, stdio: 'inherit' });
  console.log(nextSteps(operation));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('Usage: npm run new-operation -- <plane>/<operationId> <method> <path>');
  console.error('As in: npm run new-operation -- system/getVersion get /version');
  process.exitCode = 2;
}
