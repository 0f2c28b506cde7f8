import { createHash } from 'node:crypto';
import { readDocument } from '../bson/index.ts';
import { BSON, type Document } from '../mongo/index.ts';
import type { AppUserIdentity, AppUserRecord } from '../store/index.ts';

/** A user as rules and functions see it: `%%user`. */
export interface AppUser {
  /** 24 hex digits; empty for the system. */
  readonly id: string;
  readonly type: 'normal' | 'server' | 'system';
  readonly data: Document;
  readonly custom_data: Document;
  readonly identities: readonly { readonly id: string; readonly provider_type: string; readonly data?: Document }[];
}

/** Bypasses all rules and schemas. */
export const systemUser: AppUser = { id: '', type: 'system', data: {}, custom_data: {}, identities: [] };

export function toAppUser({ userId, type, data, identities }: AppUserRecord, customData: Document): AppUser {
  return {
    id: userId,
    type,
    data: asRulesKnowIt(data),
    custom_data: customData,
    identities: identities.map(toIdentity),
  };
}

function toIdentity({ id, providerType, data }: AppUserIdentity): AppUser['identities'][number] {
  return { id, provider_type: providerType, ...(data !== undefined && { data: asRulesKnowIt(data) }) };
}

/** Records come from the driver, whose classes of BSON values are not those that rules know. */
function asRulesKnowIt(data: Document): Document {
  const isPlain = Object.values(data).every((value) => typeof value === 'string');
  return isPlain ? data : readDocument(BSON.serialize(data));
}

/** What the unique index compares. */
export function identityKey({ id, providerType }: Pick<AppUserIdentity, 'id' | 'providerType'>): string {
  return `${providerType}:${id}`;
}

/** The id of an app's provider, which clients are shown: the same each time. */
export function providerId(appId: { toHexString(): string }, providerType: string): string {
  return createHash('sha256').update(`${appId.toHexString()}/${providerType}`).digest('hex').slice(0, 24);
}
