import { isPasswordHash } from '../auth/index.ts';
import { ExtendedJsonError, toBson } from '../bson/index.ts';
import { ObjectId, type Document } from '../mongo/index.ts';
import { compileSchema } from '../schemas/index.ts';
import type { AppUserIdentity, AppUserRecord } from '../store/index.ts';
import { identityKey } from './app-user.ts';
import { anonymousLifeMs } from './provider-anonymous.ts';
import { isEmail } from './registration.ts';

/** Why a user is not imported. */
export class ImportRefusal extends Error {}

const longestUser = 1_000_000;
const lastSecond = 253_402_300_799;
const instant = { bsonType: ['number', 'date', 'string'], maximum: lastSecond };
const text = { bsonType: 'string', minLength: 1, maxLength: 1000 };

/** A user as App Services' admin API listed it, and a password's hash if there is one. */
const form = compileSchema<undefined>(
  {
    bsonType: 'object',
    required: ['id', 'identities'],
    properties: {
      id: { bsonType: 'string', pattern: '^[0-9a-f]{24}$' },
      type: { enum: ['normal', 'server'] },
      data: { bsonType: 'object' },
      disabled: { bsonType: 'bool' },
      creation_date: instant,
      last_authentication_date: instant,
      password_hash: { bsonType: 'string' },
      identities: {
        bsonType: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          bsonType: 'object',
          required: ['id', 'provider_type'],
          properties: { id: text, provider_type: text, provider_data: { bsonType: 'object' } },
        },
      },
    },
  },
  { compileExpression: () => () => true, nullsAllowed: true },
);

interface ImportedUser {
  readonly id: string;
  readonly type?: AppUserRecord['type'] | null;
  readonly data?: Document | null;
  readonly disabled?: boolean | null;
  readonly creation_date?: unknown;
  readonly last_authentication_date?: unknown;
  readonly password_hash?: string | null;
  readonly identities: readonly {
    readonly id: string;
    readonly provider_type: string;
    readonly provider_data?: Document | null;
  }[];
}

/**
 * The record of a user who moves in. Ids, identities, data and state stay what they were.
 * @param json a user of App Services, plain or Extended JSON
 * @throws ImportRefusal that says everything that is wrong with it
 */
export function readImportedUser(appId: ObjectId, json: unknown, now: Date): AppUserRecord {
  const user = requireForm(json);
  const identities = user.identities.map(toIdentity);
  const created = toDate('creation_date', user.creation_date) ?? now;
  const seen = toDate('last_authentication_date', user.last_authentication_date);
  const email = emailOf(user);
  const isAnonymous = identities.every(({ providerType }) => providerType === 'anon-user');
  return {
    _id: new ObjectId(),
    appId,
    userId: user.id,
    type: user.type ?? 'normal',
    data: user.data ?? {},
    identities,
    identityKeys: [...new Set(identities.map(identityKey))],
    disabled: user.disabled ?? false,
    createdAt: created,
    ...(seen !== undefined && { lastAuthenticatedAt: seen }),
    ...(email !== undefined && { email, ...passwordOf(user) }),
    ...(isAnonymous && { expiresAt: new Date(now.getTime() + anonymousLifeMs) }),
  };
}

/** The id that a user says to have, for what is told of it. */
export function importedId(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { _id, id = _id } = json as { _id?: unknown; id?: unknown };
  const hex = typeof id === 'object' && id !== null && '$oid' in id ? id.$oid : id;
  return typeof hex === 'string' ? hex.slice(0, 100) : undefined;
}

function requireForm(json: unknown): ImportedUser {
  if (JSON.stringify(json).length > longestUser)
    throw new ImportRefusal(`It is longer than ${longestUser} characters.`);
  const given = fromExtendedJson(json);
  const user = { ...given, id: importedId(json) };
  const wrong = form.validate(user, undefined, undefined).map(({ path, message }) => `${path} ${message}`);
  if (wrong.length > 0) throw new ImportRefusal(`${wrong.slice(0, 10).join('; ')}.`);
  return user as unknown as ImportedUser;
}

function fromExtendedJson(json: unknown): object {
  try {
    return toBson(json) as object;
  } catch (error) {
    if (!(error instanceof ExtendedJsonError)) throw error;
    throw new ImportRefusal(`${error.path} ${error.message}.`);
  }
}

function toIdentity({ id, provider_type, provider_data }: ImportedUser['identities'][number]): AppUserIdentity {
  return { id, providerType: provider_type, ...(provider_data && { data: provider_data }) };
}

/** App Services said seconds, and 0 for never. */
function toDate(name: string, value: unknown): Date | undefined {
  if (value === undefined || value === null || Number(value) === 0) return undefined;
  const isText = typeof value === 'string' || value instanceof Date;
  const date = isText ? new Date(value) : new Date(Number(value) * 1000);
  if (Number.isNaN(date.getTime())) throw new ImportRefusal(`${name} must be seconds since 1970, or ISO 8601.`);
  return date;
}

function emailOf({ identities, data }: ImportedUser): string | undefined {
  const own = identities.find(({ provider_type }) => provider_type === 'local-userpass');
  if (own === undefined) return undefined;
  const email: unknown = own.provider_data?.['email'] ?? data?.['email'];
  if (typeof email !== 'string' || !isEmail(email))
    throw new ImportRefusal('data.email must be the e-mail address of its local-userpass identity.');
  return email;
}

function passwordOf({ password_hash: passwordHash }: ImportedUser): { passwordHash?: string } {
  if (passwordHash === undefined || passwordHash === null) return {};
  if (!isPasswordHash(passwordHash))
    throw new ImportRefusal('password_hash must be $scrypt$ln=…,r=…,p=…$salt$key, no costlier than docgate’s own.');
  return { passwordHash };
}
