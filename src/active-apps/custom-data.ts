import type { CustomUserData } from '../apps/index.ts';
import { documentsOf, readDocument } from '../bson/index.ts';
import { ObjectId, type Document } from '../mongo/index.ts';
import type { AppService } from './active-app.ts';

/** The document about a user in the app's own collection, `{}` where there is none; an id that is stored as text wins. */
export async function readCustomData(
  settings: CustomUserData | undefined,
  service: (name: string) => AppService | undefined,
  userId: string,
): Promise<Document> {
  const linked = settings && service(settings.dataSource);
  if (settings === undefined || linked === undefined) return {};
  const { database, collection, userIdField } = settings;
  for (const id of [userId, new ObjectId(userId)]) {
    const query = { filter: { [userIdField]: id }, limit: 1, sort: { _id: 1 } };
    const { firstBatch } = await linked.dataSource.find({ database, collection }, query);
    for (const found of documentsOf(firstBatch)) return readDocument(found);
  }
  return {};
}
