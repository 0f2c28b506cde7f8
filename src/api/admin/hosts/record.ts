import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { hostIdOf, type HostRecord } from '../../../store/index.ts';
import { requireAddress } from './address.ts';
import { accessAfter } from './credentials.ts';

interface NewHost {
  readonly hostname: string;
  readonly port: number;
  readonly alertsEnabled?: boolean;
  readonly authMechanismName?: string;
  readonly logsEnabled?: boolean;
  readonly profilerEnabled?: boolean;
  readonly sslEnabled?: boolean;
  readonly username?: string;
  readonly password?: string;
}

/** A host that nobody has heard of yet; its first ping is due at once. */
export function makeHost(encryption: Encryption, groupId: ObjectId, given: NewHost): HostRecord {
  const address = requireAddress(given);
  const now = new Date();
  const _id = hostIdOf(groupId, address.hostnameAndPort);
  return {
    ...accessAfter({ _id, authMechanismName: 'NONE', sslEnabled: false }, given, encryption),
    groupId,
    ...address,
    aliases: [],
    createdAt: now,
    revision: 1,
    alertsEnabled: given.alertsEnabled ?? true,
    logsEnabled: given.logsEnabled ?? false,
    profilerEnabled: given.profilerEnabled ?? false,
    reachable: false,
    pingAt: now,
  };
}

/** What is no id is the id of nothing. */
export function noHost({ hostId, groupId }: { readonly hostId: string; readonly groupId: string }): Problem {
  return new Problem('HOST_NOT_FOUND', { parameters: [hostId, groupId] });
}
