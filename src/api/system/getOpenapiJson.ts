import { EncodedBody, type OperationHandler } from '../../contract/index.ts';

export interface ContractDeps {
  readonly contractText: string;
}

export function getOpenapiJson({ contractText }: ContractDeps): OperationHandler<'getOpenapiJson'> {
  const body = new EncodedBody('application/json', Buffer.from(contractText));
  return async () => ({ status: 200, body });
}
