import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { ExtendedJsonError, toBson, toExtendedJson } from '../bson/index.ts';
import type { Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';

export const accessLifeSeconds = 30 * 60;

/** What both kinds of token say: whose they are, of which app and which login. */
export interface TokenSubject {
  readonly userId: string;
  /** 24 hex digits of the app's record. */
  readonly appId: string;
  readonly sessionId: string;
  readonly deviceId: string;
}

export interface AccessClaims extends TokenSubject {
  readonly issuedAt: Date;
  readonly customData: Document;
}

export interface RefreshIdentity {
  readonly id: string;
  readonly provider_type: string;
  readonly provider_id: string;
}

const issuerKey = { algorithms: ['HS256'] };

/**
 * JSON Web Tokens (RFC 7519) with the claims that App Services' clients read.
 * @see reference/app-services.md §1.8
 */
export function createSessionTokens(key: Uint8Array, now: () => Date = () => new Date()) {
  const signed = (subject: TokenSubject, typ: string, expiresAt: Date, more: JWTPayload): Promise<string> =>
    new SignJWT({ ...deviceClaims(subject), ...more, typ })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(subject.userId)
      .setIssuedAt(now())
      .setExpirationTime(expiresAt)
      .sign(key);

  const verified = async (token: string, typ: string): Promise<JWTPayload> => {
    try {
      const { payload } = await jwtVerify(token, key, { ...issuerKey, currentDate: now() });
      if (payload['typ'] === typ) return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
    throw new Problem('INVALID_SESSION');
  };

  return {
    /** `user_data` is relaxed Extended JSON: realm-web shows it as it is, as `customData`. */
    access(subject: TokenSubject, customData: Document): Promise<string> {
      const expiresAt = new Date(now().getTime() + accessLifeSeconds * 1000);
      const user_data = toExtendedJson(customData);
      return signed(subject, 'access', expiresAt, { iss: subject.sessionId, user_data });
    },
    refresh(subject: TokenSubject, identity: RefreshIdentity, expiresAt: Date): Promise<string> {
      return signed(subject, 'refresh', expiresAt, { baas_id: subject.sessionId, baas_identity: { ...identity } });
    },
    /** @throws Problem INVALID_SESSION for every token that is not a live one of ours and this kind */
    async verifyAccess(token: string): Promise<AccessClaims> {
      const payload = await verified(token, 'access');
      const customData = readCustomData(payload['user_data']);
      return { ...subjectOf(payload, payload.iss), issuedAt: new Date((payload.iat ?? 0) * 1000), customData };
    },
    /** @throws Problem INVALID_SESSION */
    async verifyRefresh(token: string): Promise<TokenSubject> {
      const payload = await verified(token, 'refresh');
      return subjectOf(payload, payload['baas_id']);
    },
  };
}

export type SessionTokens = ReturnType<typeof createSessionTokens>;

function deviceClaims({ appId, deviceId }: TokenSubject): JWTPayload {
  return { baas_device_id: deviceId, baas_domain_id: appId, stitch_devId: deviceId, stitch_domainId: appId };
}

/** What Extended JSON cannot say, such as a document with the field `$oid`, must not turn into something else on the way. */
function readCustomData(json: unknown = {}): Document {
  try {
    return toBson(json) as Document;
  } catch (error) {
    throw error instanceof ExtendedJsonError ? new Problem('INVALID_SESSION', { cause: error }) : error;
  }
}

function subjectOf(payload: JWTPayload, sessionId: unknown): TokenSubject {
  const { sub = '', baas_domain_id: appId, baas_device_id: deviceId } = payload;
  return { userId: sub, appId: String(appId), sessionId: String(sessionId), deviceId: String(deviceId) };
}
