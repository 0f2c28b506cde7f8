import { $ } from '@hey-api/openapi-ts';
import type { ExpressPlugin } from './config.ts';
import { operationEntry, type Contract, type OperationEntry } from './operation-entry.ts';

type Type = ReturnType<typeof $.type>;

const file = { getFilePath: () => 'operations' };

/** The generated response types leave redirects out: adds them, as statuses that never have a body. */
function operationType(data: Type, responses: Type, { responses: statuses }: OperationEntry) {
  const redirects = Object.keys(statuses).filter((status) => status.startsWith('3'));
  const bodiless = $.type.object();
  for (const status of redirects) bodiless.prop(status, (p) => p.type($.type('never')));
  const all = redirects.length > 0 ? $.type.and(responses, bodiless) : responses;
  return $.type
    .object()
    .prop('data', (p) => p.type(data))
    .prop('responses', (p) => p.type(all));
}

/**
 * Emits the type map `Operations` (operationId → request data and responses) and the table `operations` (operationId →
 * method, path, policy, media types).
 */
export const handler: ExpressPlugin['Handler'] = ({ plugin }) => {
  const types = $.type.object();
  const table = $.object().pretty();
  // The intermediate representation flattens `security`, keeps one media type a body and drops what it does not know:
  // the table is read from the contract itself.
  const contract = plugin.context.spec as Contract;

  plugin.forEach(
    'operation',
    ({ operation: { id, path, method } }) => {
      const typeOf = (role: string) =>
        plugin.querySymbol({ artifact: 'types', category: 'type', resource: 'operation', resourceId: id, role });
      const data = typeOf('data');
      const responses = typeOf('responses');
      if (!data || !responses) throw new Error(`${method} ${path}: has no success response in the contract`);
      const entry = operationEntry(contract, path, method);
      types.prop(id, (p) => p.type(operationType($.type(data), $.type(responses), entry)));
      table.prop(id, $.fromValue(entry));
    },
    { order: 'declarations' },
  );

  plugin.node($.type.alias(plugin.symbol('Operations', file)).export().type(types));
  plugin.node($.const(plugin.symbol('operations', file)).export().assign($(table).as('const')));
};
