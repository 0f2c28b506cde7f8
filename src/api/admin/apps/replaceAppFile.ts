import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { editFiles } from './edit-files.ts';

/** Replaces or adds one file. */
export function replaceAppFile(deps: AdminDeps): OperationHandler<'replaceAppFile'> {
  return (request) => {
    const { file } = request.path;
    const replaced: [string, string] = [file, request.body.text];
    return editFiles(deps, request, (files) => ({
      files: Object.fromEntries([...Object.entries(files), replaced]),
      comment: `${file} replaced`,
    }));
  };
}
