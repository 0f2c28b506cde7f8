import { Problem } from '../../../problem/index.ts';

export function noFile({ appId, file }: { readonly appId: string; readonly file: string }): Problem {
  return new Problem('APP_FILE_NOT_FOUND', { parameters: [appId, file] });
}
