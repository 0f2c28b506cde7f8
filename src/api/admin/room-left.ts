import type { Collection, Document, Filter, ObjectId } from '../../mongo/index.ts';
import { Problem, type ProblemCode } from '../../problem/index.ts';
import type { Transaction } from '../../store/index.ts';

/** Requires that the project, which the change holds, has fewer of these than it may have. @throws Problem with this code */
export async function requireRoomLeft<Record extends Document & { readonly groupId?: ObjectId }>(
  collection: Collection<Record>,
  groupId: ObjectId,
  { most, code }: { most: number; code: ProblemCode },
  transaction: Transaction,
): Promise<void> {
  const count = await collection.countDocuments({ groupId } as Filter<Record>, { ...transaction, limit: most });
  if (count >= most) throw new Problem(code, { parameters: [most] });
}
