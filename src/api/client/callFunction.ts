import type { OperationHandler } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { ServiceArguments } from './service-arguments.ts';
import { serviceFunctions } from './service-functions.ts';

/** Calls a function of a linked MongoDB for the user, as App Services' clients do. */
export function callFunction({ data }: ClientDeps): OperationHandler<'callFunction'> {
  return async (request) => {
    const { name, service, arguments: given } = request.body;
    const { notes } = request;
    notes.function = name;
    const { app, user, request: from } = callerOf(request);
    if (service === undefined) throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: [name] });
    const run = Object.hasOwn(serviceFunctions, name) ? serviceFunctions[name] : undefined;
    if (run === undefined) throw new Problem('SERVICE_COMMAND_NOT_FOUND', { parameters: [name] });
    if (user === undefined) throw new Error('the operation has let in somebody without a user');
    const options = new ServiceArguments(toDocument(given[0] ?? {}, '/body/arguments/0'));
    const [database, collection] = [options.text('database'), options.text('collection')];
    notes.namespace = { dataSource: service, database, collection };
    const onMisfit = (reason: string): void => void (notes.reason ??= reason);
    const call = { signal: request.signal, onMisfit };
    const documents = data.open({ app, user, request: from }, { service, database, collection }, call);
    notes.roles = documents.roles;
    notes.functionsNotCalled = documents.functionsNotCalled;
    return { status: 200, body: await run(documents, options) };
  };
}
