import { BSON } from '../../../mongo/index.ts';
import type { ActiveApp } from '../../../active-apps/index.ts';
import { toAppUser, type AppUser } from '../../../app-users/index.ts';
import type { EncodedBody, OperationHandler } from '../../../contract/index.ts';
import { toDocument } from '../../../payloads/index.ts';
import { Problem } from '../../../problem/index.ts';
import { chooseRuleSet, explainRules, RuleRefusal, type RuleSet } from '../../../rules/index.ts';
import type { Store } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp, noApp } from './find.ts';

type Explain = OperationHandler<'explainAppRules'>;
type Question = Parameters<Explain>[0]['body'];
type Answer = Exclude<Awaited<ReturnType<Explain>>['body'], EncodedBody | undefined>;

/** Says what the rules that are served do with a user and a document, and why. */
export function explainAppRules({
  store,
  findActiveApp,
  ruleSettings,
}: AdminDeps): OperationHandler<'explainAppRules'> {
  return async ({ path, body }) => {
    await findApp(store, path);
    const app = await findActiveApp(path.appId);
    if (app === undefined) throw noApp(path);
    const namespace = `${path.database}.${path.collection}`;
    const context = { user: await userOf(store, app, body), values: app.values, environment: app.environment };
    const document = body.document && toDocument(body.document, '/body/document');
    const explanation = explainRules(rulesOf(app, path, namespace), context, document, ruleSettings);
    // Undefined is left out, and values of BSON types become readable.
    const shown = BSON.EJSON.serialize({ namespace, ...explanation }, { relaxed: true, ignoreUndefined: true });
    return { status: 200, body: shown as unknown as Answer };
  };
}

/** @throws Problem MISSING_ATTRIBUTE, APP_USER_NOT_FOUND, INVALID_EXTENDED_JSON */
async function userOf({ appUsers }: Store, app: ActiveApp, { user, userId }: Question): Promise<AppUser> {
  if (user !== undefined) {
    const { id, type = 'normal', data = {}, custom_data = {} } = user;
    const place = '/body/user';
    return {
      id,
      type,
      data: toDocument(data, `${place}/data`),
      custom_data: toDocument(custom_data, `${place}/custom_data`),
      identities: [],
    };
  }
  if (userId === undefined) throw new Problem('MISSING_ATTRIBUTE', { parameters: ['user'] });
  const record = await appUsers.findOne({ appId: app.id, userId });
  if (record === null) throw new Problem('APP_USER_NOT_FOUND');
  return toAppUser(record, await app.customDataOf(userId));
}

/** @throws Problem DATA_SOURCE_NOT_FOUND, and one that says that no rule exists */
function rulesOf(
  app: ActiveApp,
  { dataSource, database, collection }: { dataSource: string; database: string; collection: string },
  namespace: string,
): RuleSet {
  const service = app.service(dataSource);
  if (service === undefined) throw new Problem('DATA_SOURCE_NOT_FOUND', { parameters: [dataSource, app.groupId] });
  const { own, byDefault } = service.collection(database, collection);
  try {
    return chooseRuleSet(namespace, own, byDefault);
  } catch (error) {
    if (error instanceof RuleRefusal) throw new Problem('RESOURCE_NOT_FOUND', { detail: error.message });
    throw error;
  }
}
