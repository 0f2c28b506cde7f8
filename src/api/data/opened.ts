import type { OperationRequest } from '../../contract/index.ts';
import type { Documents } from '../../documents/index.ts';
import { answerForm, type AnswerForm } from './answer-form.ts';
import type { DataDeps } from './deps.ts';

type DataRequest = Pick<OperationRequest<unknown>, 'headers' | 'principal' | 'notes' | 'signal'> & {
  readonly body: { readonly dataSource: string; readonly database: string; readonly collection: string };
};

/** The collection that a request names, for its user; and how the user wants the answer. */
export function open(
  { data }: DataDeps,
  { body, headers, principal, notes, signal }: DataRequest,
): { readonly documents: Documents; readonly form: AnswerForm } {
  if (principal.kind !== 'app' || principal.user === undefined) throw new Error('the operation has let in nobody');
  const { app, user, request } = principal;
  const { dataSource: service, database, collection } = body;
  notes.namespace = { dataSource: service, database, collection };
  const onMisfit = (reason: string): void => void (notes.reason ??= reason);
  const documents = data.open({ app, user, request }, { service, database, collection }, { signal, onMisfit });
  notes.roles = documents.roles;
  if (documents.functionsNotCalled !== undefined)
    notes.functionsNotCalled = [...new Set([...(notes.functionsNotCalled ?? []), ...documents.functionsNotCalled])];
  return { documents, form: answerForm(headers['accept'], app.definition.dataApi.returnType) };
}
