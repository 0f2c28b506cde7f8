import { ObjectId, type Db } from '../mongo/index.ts';
import type { Encryption, Secret } from '../secrets/index.ts';
import { apiKeys } from './api-keys.ts';
import { bootstrapFile, readDraft, writeDraft, type BootstrapOutcome, type OwnerKey } from './bootstrap-file.ts';
import { organizations } from './organizations.ts';
import { makeKeyPair, makeOwnerKey } from './owner-key.ts';
import { projects } from './projects.ts';
import { bootstrapState, type BootstrapState } from './service-state.ts';
import { inTransaction, type Transaction } from './transaction.ts';

export interface BootstrapOptions {
  readonly db: Db;
  readonly transactions: boolean;
  readonly dataDir: string;
  readonly encryption: Encryption;
  /** Instead of random values. */
  readonly ownerKey?: { readonly publicKey: string; readonly privateKey: Secret } | undefined;
}

/**
 * On an empty store: an organization, a project and the key that owns them.
 * The order bears a crash at any point: the pair is on disk before the store knows it, and what a cut-off start
 * left in a store without transactions is taken back before the next attempt, which uses the same pair.
 * The pair stays to be shown until `publishBootstrap`.
 */
export async function bootstrap(options: BootstrapOptions): Promise<BootstrapOutcome> {
  const { db, dataDir } = options;
  const file = bootstrapFile(dataDir);
  const draft = await readDraft(dataDir);
  const state = await bootstrapState(db).findOne({ _id: 'bootstrap' });
  if (state?.state === 'finished') {
    return draft?.apiKeyId === state.apiKeyId.toHexString() ? { file, ownerKey: draft } : { file };
  }
  if (state === null && (await isInUse(db))) return { file };
  const ownerKey = withGivenKey(draft ?? plan(), options);
  await writeDraft(dataDir, ownerKey);
  await inTransaction(options, (transaction) => write(options, ownerKey, transaction));
  return { file, ownerKey };
}

/** A store that was restored without its state is not empty either. */
async function isInUse(db: Db): Promise<boolean> {
  return (await organizations(db).findOne()) !== null;
}

function plan(): OwnerKey {
  const id = () => new ObjectId().toHexString();
  return {
    ...makeKeyPair(),
    apiKeyId: id(),
    organization: { id: id(), name: 'My Organization' },
    project: { id: id(), name: 'My Project' },
  };
}

function withGivenKey(planned: OwnerKey, { ownerKey }: BootstrapOptions): OwnerKey {
  return ownerKey === undefined
    ? planned
    : { ...planned, publicKey: ownerKey.publicKey, privateKey: ownerKey.privateKey.reveal() };
}

async function write(
  { db, encryption }: BootstrapOptions,
  ownerKey: OwnerKey,
  transaction: Transaction,
): Promise<void> {
  const now = new Date();
  const ids = toIds(ownerKey);
  const { organizationId: orgId, projectId, apiKeyId } = ids;
  await takeBack(db, transaction);
  await bootstrapState(db).insertOne({ _id: 'bootstrap', state: 'started', ...ids, at: now }, transaction);
  await organizations(db).insertOne(
    {
      _id: orgId,
      name: ownerKey.organization.name,
      isDeleted: false,
      apiAccessListRequired: false,
      createdAt: now,
      revision: 1,
    },
    transaction,
  );
  await projects(db).insertOne(
    { _id: projectId, orgId, name: ownerKey.project.name, tags: [], createdAt: now, revision: 1, teams: [] },
    transaction,
  );
  await apiKeys(db).insertOne(
    makeOwnerKey({ id: apiKeyId, orgId, groupId: projectId }, ownerKey, encryption, now),
    transaction,
  );
  await bootstrapState(db).updateOne({ _id: 'bootstrap' }, { $set: { state: 'finished' } }, transaction);
}

/** Removes exactly what an unfinished start has made, wherever it ran. */
async function takeBack(db: Db, transaction: Transaction): Promise<void> {
  const unfinished = await bootstrapState(db).findOne({ _id: 'bootstrap', state: 'started' }, transaction);
  if (unfinished === null) return;
  await apiKeys(db).deleteOne({ _id: unfinished.apiKeyId }, transaction);
  await projects(db).deleteOne({ _id: unfinished.projectId }, transaction);
  await organizations(db).deleteOne({ _id: unfinished.organizationId }, transaction);
  await bootstrapState(db).deleteOne({ _id: 'bootstrap' }, transaction);
}

function toIds({
  organization,
  project,
  apiKeyId,
}: OwnerKey): Pick<BootstrapState, 'organizationId' | 'projectId' | 'apiKeyId'> {
  return {
    organizationId: ObjectId.createFromHexString(organization.id),
    projectId: ObjectId.createFromHexString(project.id),
    apiKeyId: ObjectId.createFromHexString(apiKeyId),
  };
}
