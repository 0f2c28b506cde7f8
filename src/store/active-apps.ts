import type { Db, ObjectId } from '../mongo/index.ts';
import { appAccessList } from './app-access-list.ts';
import { apps, appSecrets, type AppRecord, type AppSecret } from './apps.ts';
import { dataSourceRecords } from './data-sources.ts';
import { projectAccessList } from './project-access-list.ts';

/** What decides how an app is served, but for what its version holds. */
export interface ActiveAppRecord {
  readonly app: AppRecord & { readonly activeVersion: number };
  readonly secrets: readonly Pick<AppSecret, 'name' | 'value'>[];
  /** Data sources of its project. */
  readonly links: readonly { readonly _id: ObjectId; readonly name: string }[];
  /** Ranges of addresses that may reach what the project serves, and the app; a list without entries is left out. */
  readonly accessLists: readonly (readonly string[])[];
}

export const activeAppCollections = ['apps', 'appSecrets', 'dataSources', 'projectAccessList', 'appAccessList'];

/** Every app that has an active version. */
export async function listActiveApps(db: Db): Promise<ActiveAppRecord[]> {
  const served = (
    await apps(db)
      // What holds an app for a change says nothing of the app.
      .find({ activeVersion: { $exists: true } }, { projection: { heldBy: 0 } })
      .toArray()
  ).filter(isActive);
  const [secrets, links, ofProjects, ofApps] = await Promise.all([
    appSecrets(db).find().toArray(),
    dataSourceRecords(db)
      .find({}, { projection: { name: 1, groupId: 1 } })
      .toArray(),
    projectAccessList(db)
      .find({}, { projection: { cidrBlock: 1, groupId: 1 } })
      .toArray(),
    appAccessList(db)
      .find({}, { projection: { cidrBlock: 1, appId: 1 } })
      .toArray(),
  ]);
  return served.map((app) => ({
    app,
    secrets: secrets.filter(({ appId }) => appId.equals(app._id)).map(({ name, value }) => ({ name, value })),
    links: links.filter(({ groupId }) => groupId.equals(app.groupId)).map(({ _id, name }) => ({ _id, name })),
    accessLists: [
      ofProjects.filter(({ groupId }) => groupId.equals(app.groupId)),
      ofApps.filter(({ appId }) => appId.equals(app._id)),
    ]
      .filter((list) => list.length > 0)
      .map((list) => list.map(({ cidrBlock }) => cidrBlock)),
  }));
}

function isActive(app: AppRecord): app is AppRecord & { readonly activeVersion: number } {
  return app.activeVersion !== undefined;
}
