import { stringify } from 'yaml';
import { EncodedBody, type OperationHandler } from '../../contract/index.ts';
import type { ContractDeps } from './getOpenapiJson.ts';

export function getOpenapiYaml({ contractText }: ContractDeps): OperationHandler<'getOpenapiYaml'> {
  let body: EncodedBody | undefined;
  return async () => {
    body ??= new EncodedBody('application/yaml', Buffer.from(stringify(JSON.parse(contractText))));
    return { status: 200, body };
  };
}
