/** A role in an organization, in a project (`groupId`), or, with neither, in the whole service. Ids are 24 hex digits. */
export interface Role {
  readonly roleName: string;
  readonly orgId?: string;
  readonly groupId?: string;
}

/** Who calls the admin API: a programmatic API key, or a user with a personal one. */
export interface AdminPrincipal {
  readonly kind: 'admin';
  /** Of the key that signed the request: 24 hex digits. */
  readonly keyId: string;
  /** Of a programmatic key. */
  readonly publicKey?: string;
  /** The organization of a programmatic key. */
  readonly orgId?: string;
  /** Of a user with a personal key. */
  readonly user?: { readonly id: string; readonly username: string };
  readonly roles: readonly Role[];
  /** Ranges of addresses on the credential's own access list. */
  readonly accessList: readonly string[];
  /** Where the request came from. */
  readonly remoteAddress: string;
}
