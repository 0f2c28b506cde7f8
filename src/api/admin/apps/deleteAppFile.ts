import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { editFiles } from './edit-files.ts';
import { noFile } from './no-file.ts';

/** Removes one file. */
export function deleteAppFile(deps: AdminDeps): OperationHandler<'deleteAppFile'> {
  return (request) => {
    const { file } = request.path;
    return editFiles(deps, request, (files) => {
      if (!Object.hasOwn(files, file)) throw noFile(request.path);
      const others = Object.entries(files).filter(([path]) => path !== file);
      return { files: Object.fromEntries(others), comment: `${file} removed` };
    });
  };
}
