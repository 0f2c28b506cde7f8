/** Who may log in, and how. A provider that is absent is disabled. */
export interface AuthProviders {
  readonly 'anon-user'?: Provider;
  readonly 'api-key'?: Provider;
  readonly 'local-userpass'?: EmailPasswordProvider;
  readonly 'custom-token'?: CustomTokenProvider;
  readonly 'custom-function'?: CustomFunctionProvider;
}

export interface Provider {
  readonly disabled: boolean;
}

export interface EmailPasswordProvider extends Provider {
  readonly autoConfirm: boolean;
  readonly emailConfirmationUrl: string;
  readonly confirmEmailSubject: string;
  readonly resetPasswordUrl: string;
  readonly resetPasswordSubject: string;
  /** Present where a function confirms users instead of an e-mail. */
  readonly confirmationFunctionName?: string;
  /** Present where a function resets passwords instead of an e-mail. */
  readonly resetFunctionName?: string;
}

export type SigningAlgorithm = 'HS256' | 'RS256' | 'ES256';

export interface CustomTokenProvider extends Provider {
  /** Accepted audiences; empty: the app's own id. */
  readonly audience: readonly string[];
  /** One of the audiences is enough. */
  readonly requireAnyAudience: boolean;
  /** The only one that tokens may be signed with; absent: the RS256 or ES256 of a key set's keys. */
  readonly signingAlgorithm?: SigningAlgorithm;
  /** Where the keys are (JWKS); absent: `signingKeys`. */
  readonly jwkUri?: string;
  /** Names of secrets: texts for HS256, else public keys or certificates as PEM. */
  readonly signingKeys: readonly string[];
  readonly metadataFields: readonly MetadataField[];
}

/** A claim of the token that becomes a field of the user's data. */
export interface MetadataField {
  /** Path of the claim with dots; `\.` is a dot in a name. */
  readonly path: string;
  readonly fieldName: string;
  readonly required: boolean;
}

export interface CustomFunctionProvider extends Provider {
  readonly authFunctionName: string;
}

/** Where documents about the app's users are. */
export interface CustomUserData {
  readonly dataSource: string;
  readonly database: string;
  readonly collection: string;
  /** The field that holds the user's id. */
  readonly userIdField: string;
  readonly onUserCreationFunctionName?: string;
}
