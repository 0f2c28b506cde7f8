import { randomInt } from 'node:crypto';
import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AppRecord, Store, UnitOfWork } from '../../../store/index.ts';

/** An app that serves nothing yet. */
export function newApp(given: Pick<AppRecord, 'groupId' | 'clientAppId' | 'name'>): AppRecord {
  return { _id: new ObjectId(), ...given, lastVersion: 0, createdAt: new Date(), revision: 1 };
}

/** Stores it; the unique index decides whether its id is free. */
export async function insertApp(store: Store, app: AppRecord, unit: UnitOfWork): Promise<void> {
  const { transaction, tell, holdProject } = unit;
  const { groupId, clientAppId } = app;
  if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId.toHexString()] });
  await store.apps.insertOne(app, transaction);
  await tell({ eventTypeName: 'APP_CREATED', groupId, target: { appId: clientAppId } });
}

/** As App Services makes them: `my-app-kxqtz`. */
export function makeAppId(name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const letters = Array.from({ length: 5 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return `${words || 'app'}-${letters}`;
}
