/** One operation of a contract, as the generated table states it; the edge reads all policy from here. */
export interface Operation {
  readonly operationId: string;
  readonly plane: string;
  readonly method: string;
  /** Canonical path template: `/docdb/{database}/{collection}`. */
  readonly path: string;
  readonly policy: string;
  /**
   * Roles of which one is needed (`x-required-roles`), in the organization or project that the path names, or where its user has
   * roles. AUTHENTICATED is everybody with credentials, SELF the user of the path, GRANTOR who may give away every role that this
   * user has there.
   */
  readonly requiredRoles: readonly string[];
  /** The caller's address must be on the credential's own access list (`x-access-list: required`). */
  readonly accessList: string | null;
  /** Counts against the project's requests a minute (`x-rate-limit: true`). */
  readonly rateLimit: boolean | null;
  /**
   * Where the body names the organization that the roles are needed in, and the roles that the request gives away (`x-scope`, `x-grants`):
   * role assignments or names of roles in the path's project or organization, in the body or in each item of it. The user of the
   * path may keep what he has; what an item's user (`id`) has there must be the caller's to give as well.
   */
  readonly scope: string | null;
  readonly grants: string | null;
  /** The errorCode for who has none of the roles, where it is not USER_UNAUTHORIZED (`x-denial`). */
  readonly denial: string | null;
  /** Whose JSON is the caller's own, down to its names and their order (`x-verbatim: request`, or `answer`): the plane's conventions leave it alone. */
  readonly verbatim: string | null;
  /** Query parameters that the contract declares. */
  readonly queryParameters: readonly string[];
  /** What is written has an entity tag that `If-Match` can name. */
  readonly ifMatch: boolean;
  readonly body: {
    readonly mediaTypes: readonly string[];
    readonly required: boolean;
    /** Fields that may be repeated with their current value only. */
    readonly readOnly: readonly string[];
    /** Fields that need one of these roles of who gives them, and of who changes what has them (`x-required-roles` at the field). */
    readonly fieldRoles: Readonly<Record<string, readonly string[]>>;
    /** The errorCode for a value that breaks its field's limits, where it is not INVALID_ATTRIBUTE (`x-error-code` at the field). */
    readonly errorCodes: Readonly<Record<string, string>>;
    /** Fields of the body, or of its items, that cannot be null. */
    readonly neverNull: readonly string[];
  } | null;
}
