import type { ActiveApp } from '../../active-apps/index.ts';
import { makeAppContract, serversOf } from '../../app-contract/index.ts';
import type { ContractDocument, OperationHandler } from '../../contract/index.ts';
import type { DataDeps } from './deps.ts';

/** The contract of an app, made once for each version that is served. */
export function getAppOpenapi({ contract }: DataDeps): OperationHandler<'getAppOpenapi'> {
  const made = new WeakMap<ActiveApp, ContractDocument>();
  return async ({ principal, origin }) => {
    if (principal.kind !== 'app') throw new Error('the operation has let in somebody who calls no app');
    const { app } = principal;
    const document = made.get(app) ?? makeAppContract(contract, app);
    made.set(app, document);
    const { openapi, info, ...rest } = document;
    return { status: 200, body: { openapi, info, servers: serversOf(app, origin), ...rest } };
  };
}
