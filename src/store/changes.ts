import type { AdminPrincipal } from '../auth/index.ts';
import { ObjectId, type Db } from '../mongo/index.ts';
import { events, type Event } from './events.ts';
import { organizations } from './organizations.ts';
import { projects } from './projects.ts';
import { pathsState } from './service-state.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** What is told of a change: its name in capitals, where it happened, and what it was about; never a secret. */
export interface Change {
  readonly eventTypeName: string;
  readonly orgId?: ObjectId;
  readonly groupId?: ObjectId;
  readonly target?: Event['target'];
}

/** One unit of work of an administrator: what belongs together is written with `transaction`, and told with `tell`. */
export interface UnitOfWork {
  readonly transaction: Transaction;
  readonly tell: (change: Change) => Promise<void>;
  /** Keeps the project from being deleted meanwhile. → false when there is none any more. */
  readonly holdProject: (groupId: ObjectId) => Promise<boolean>;
  /** Lets only one change at a time through that opens paths under `/docdb`: whether two overlap, no index can decide. */
  readonly holdPaths: () => Promise<void>;
  /** The same for an organization. */
  readonly holdOrganization: (orgId: ObjectId) => Promise<boolean>;
}

/** Runs work and the events that tell of it in one transaction: both are there or neither. It may be run more than once. */
export type Changes = <Result>(by: AdminPrincipal, work: (unit: UnitOfWork) => Promise<Result>) => Promise<Result>;

export function createChanges(access: { readonly db: Db; readonly transactions: boolean }): Changes {
  const { db } = access;
  return (by, work) =>
    inTransaction(access, (transaction) =>
      work({
        transaction,
        tell: async (change) => void (await events(db).insertOne(toEvent(by, change), transaction)),
        // A write, so that MongoDB lets only one of this transaction and the project's deletion through.
        holdProject: async (groupId) =>
          (await projects(db).updateOne({ _id: groupId }, { $set: { heldBy: new ObjectId() } }, transaction))
            .matchedCount > 0,
        holdPaths: async () =>
          void (await pathsState(db).updateOne({ _id: 'paths' }, { $set: { heldBy: new ObjectId() } }, transaction)),
        holdOrganization: async (orgId) => {
          const filter = { _id: orgId, isDeleted: false };
          const held = { $set: { heldBy: new ObjectId() } };
          return (await organizations(db).updateOne(filter, held, transaction)).matchedCount > 0;
        },
      }),
    );
}

function toEvent(by: AdminPrincipal, { target = {}, ...change }: Change): Event {
  return {
    _id: new ObjectId(),
    createdAt: new Date(),
    ...change,
    ...(by.user === undefined
      ? { apiKeyId: new ObjectId(by.keyId), publicKey: by.publicKey ?? '' }
      : { userId: new ObjectId(by.user.id), username: by.user.username }),
    remoteAddress: by.remoteAddress,
    isGlobalAdmin: by.roles.some(({ roleName }) => roleName.startsWith('GLOBAL_')),
    target,
  };
}
