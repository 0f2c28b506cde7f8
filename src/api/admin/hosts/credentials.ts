import { Problem } from '../../../problem/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { hostPasswordPlace, type HostRecord } from '../../../store/index.ts';

type Access = Pick<HostRecord, '_id' | 'authMechanismName' | 'sslEnabled' | 'username' | 'password'>;

interface Wanted {
  readonly authMechanismName?: string;
  readonly sslEnabled?: boolean;
  readonly username?: string;
  readonly password?: string;
}

interface Mechanism {
  readonly takesCredentials: boolean;
  /** The password would travel in clear, or the certificate is TLS's own. */
  readonly needsTls?: true;
}

const mechanisms: Readonly<Record<string, Mechanism>> = {
  NONE: { takesCredentials: false },
  MONGODB_CR: { takesCredentials: true },
  SCRAM_SHA_1: { takesCredentials: true },
  SCRAM_SHA_256: { takesCredentials: true },
  PLAIN: { takesCredentials: true, needsTls: true },
  GSSAPI: { takesCredentials: false },
  MONGODB_X509: { takesCredentials: false, needsTls: true },
};

/**
 * How a host is reached, after a change.
 * @throws Problem that says which of mechanism, credentials and TLS do not go together
 */
export function accessAfter(former: Access, wanted: Wanted, encryption: Encryption): Access {
  const { _id } = former;
  // MongoDB's own clients write both SCRAM-SHA-1 and SCRAM_SHA_1.
  const authMechanismName = (wanted.authMechanismName ?? former.authMechanismName).replaceAll('-', '_');
  const sslEnabled = wanted.sslEnabled ?? former.sslEnabled;
  const mechanism = requireMechanism(authMechanismName, sslEnabled);
  if (!mechanism.takesCredentials) {
    if (wanted.username !== undefined || wanted.password !== undefined)
      throw new Problem('CANNOT_SET_CREDENTIALS_FOR_AUTH_MECHANISM', { parameters: [authMechanismName] });
    return { _id, authMechanismName, sslEnabled };
  }
  const kept = keptCredentials(former, authMechanismName, wanted.username);
  const username = wanted.username ?? kept.username;
  const password =
    wanted.password === undefined ? kept.password : encryption.encrypt(wanted.password, hostPasswordPlace(_id));
  if (username === undefined || password === undefined)
    throw new Problem('MISSING_CREDENTIALS_FOR_AUTH_MECHANISM', { parameters: [authMechanismName] });
  return { _id, authMechanismName, sslEnabled, username, password };
}

function requireMechanism(name: string, sslEnabled: boolean): Mechanism {
  const mechanism = Object.hasOwn(mechanisms, name) ? mechanisms[name] : undefined;
  if (mechanism === undefined) throw new Problem('INVALID_AUTH_MECHANISM', { parameters: [name] });
  if (mechanism.needsTls === true && !sslEnabled)
    throw new Problem('AUTH_MECHANISM_REQUIRES_SSL', { parameters: [name] });
  return mechanism;
}

/** A password is used only in the way, and for the user, that it was given for. */
function keptCredentials(former: Access, authMechanismName: string, username: string | undefined): Partial<Access> {
  const isSame = former.authMechanismName === authMechanismName && (username ?? former.username) === former.username;
  return isSame ? former : {};
}
