import type {
  AuthProviders,
  CustomTokenProvider,
  EmailPasswordProvider,
  MetadataField,
  SigningAlgorithm,
} from './user-definition.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Layout } from './layout.ts';
import type { Part } from './part.ts';
import { readSigningKeys } from './read-validation.ts';
import { jsonFiles } from './read-values.ts';
import type { FunctionNames } from './function-names.ts';

const algorithms = ['HS256', 'RS256', 'ES256'] as const;
/** As many as App Services took. */
const mostKeys = 3;

/** `auth/providers.json`, or before 2021 a file a provider in `auth_providers/`. */
export function readAuthProviders(folder: Folder, { generation }: Layout, functions: FunctionNames): AuthProviders {
  const entries =
    generation === 'services'
      ? jsonFiles(folder, 'auth_providers').map(({ name, part }): [string, Part] => [name, part])
      : providerEntries(folder);
  const providers = entries.map(([key, part]) => readProvider(key, part, functions));
  return Object.assign({}, ...providers) as AuthProviders;
}

function providerEntries(folder: Folder): [string, Part][] {
  const part = folder.json('auth/providers.json');
  return part === undefined ? [] : fieldsOf(part).all();
}

function readProvider(key: string, part: Part, functions: FunctionNames): AuthProviders {
  const fields = fieldsOf(part);
  const type = fields.text('type') ?? key;
  const disabled = fields.flag('disabled');
  const provider = readType(type, fields, { disabled, functions });
  // Where a provider has none of these, they say nothing.
  fields.end('id', '_id', 'name', 'config', 'secret_config', 'metadata_fields', 'redirect_uris', 'domain_restrictions');
  return provider;
}

interface Reading {
  readonly disabled: boolean;
  readonly functions: FunctionNames;
}

function readType(type: string, fields: Fields, reading: Reading): AuthProviders {
  const { disabled } = reading;
  switch (type) {
    case 'anon-user':
    case 'api-key':
      return { [type]: { disabled } };
    case 'local-userpass':
      return { [type]: readEmailPassword(fields, reading) };
    case 'custom-token':
      return { [type]: readCustomToken(fields, disabled) };
    case 'custom-function': {
      const config = configOf(fields);
      const name = reading.functions.read(config, 'authFunctionName', !disabled) ?? '';
      config.end('authFunctionId');
      return { [type]: { disabled, authFunctionName: name } };
    }
    default:
      if (!disabled)
        fields.part.warning(
          `docgate has no provider ${type}: nobody can log in by it.`,
          'Disable it, or use custom-token.',
        );
      return {};
  }
}

/** The settings of a provider; none when it has none. */
function configOf(fields: Fields): Fields {
  return fieldsOf(fields.get('config') ?? fields.part.below('config', {}));
}

function readEmailPassword(fields: Fields, { disabled, functions }: Reading): EmailPasswordProvider {
  const config = configOf(fields);
  const confirms = config.flag('runConfirmationFunction');
  const resets = config.flag('runResetFunction');
  const confirmation = functions.read(config, 'confirmationFunctionName', confirms && !disabled);
  const reset = functions.read(config, 'resetFunctionName', resets && !disabled);
  const provider = {
    disabled,
    autoConfirm: config.flag('autoConfirm'),
    emailConfirmationUrl: config.text('emailConfirmationUrl') ?? '',
    confirmEmailSubject: config.text('confirmEmailSubject') ?? '',
    resetPasswordUrl: config.text('resetPasswordUrl') ?? '',
    resetPasswordSubject: config.text('resetPasswordSubject') ?? '',
    ...(confirms && confirmation !== undefined && { confirmationFunctionName: confirmation }),
    ...(resets && reset !== undefined && { resetFunctionName: reset }),
  };
  // Ids of functions in old exports, beside their names.
  config.end('confirmationFunctionId', 'resetFunctionId');
  return provider;
}

function readCustomToken(fields: Fields, disabled: boolean): CustomTokenProvider {
  const config = configOf(fields);
  const usesJwks = config.flag('useJWKURI');
  const jwkUri = config.text('jwkURI') ?? '';
  const metadataFields = [...fields.items('metadata_fields'), ...config.items('metadata_fields')];
  const provider = {
    disabled,
    audience: readAudience(config.get('audience')),
    requireAnyAudience: config.flag('requireAnyAudience'),
    ...readAlgorithm(config, usesJwks),
    ...(usesJwks && { jwkUri }),
    signingKeys: readSigningKeys(fields, { used: !usesJwks }),
    metadataFields: metadataFields.map(readMetadataField),
  };
  config.end();
  if (!disabled) checkKeys(fields, provider);
  return provider;
}

/** A key set has public keys: with HS256 everyone could sign. */
function readAlgorithm(config: Fields, usesJwks: boolean): { signingAlgorithm?: SigningAlgorithm } {
  const signingAlgorithm = config.choice('signingAlgorithm', algorithms, usesJwks ? undefined : 'HS256');
  if (signingAlgorithm === undefined) return {};
  if (!usesJwks || signingAlgorithm !== 'HS256') return { signingAlgorithm };
  config
    .get('signingAlgorithm')
    ?.warning('The keys of a key set sign with RS256 or ES256: this has no effect.', 'Write "RS256" or "ES256".');
  return {};
}

function checkKeys({ part }: Fields, { jwkUri, signingKeys }: CustomTokenProvider): void {
  if (signingKeys.length > mostKeys)
    part.error(`The provider has more than ${mostKeys} signing keys.`, 'Leave out those that sign no more.');
  if (jwkUri !== undefined && !/^https?:\/\//.test(jwkUri))
    part.error('useJWKURI is true, and jwkURI is no URL.', 'Write the address of the key set: https://…');
  if (jwkUri === undefined && signingKeys.length === 0)
    part.error('The provider has no key to check tokens with.', 'Name secrets in secret_config.signingKeys.');
}

function readAudience(part: Part | undefined): string[] {
  if (part === undefined || part.value === '') return [];
  const parts = Array.isArray(part.value) ? part.items() : [part];
  return parts.map((one) => one.text()).filter((text) => text !== undefined);
}

function readMetadataField(part: Part): MetadataField {
  const fields = fieldsOf(part);
  const path = fields.requireText('name') ?? '';
  const fieldName = fields.text('field_name') ?? '';
  const required = fields.flag('required');
  fields.end();
  return { path, fieldName: fieldName === '' ? lastStep(path) : fieldName, required };
}

/** `user.full\.name` → `full.name`. */
function lastStep(path: string): string {
  return (path.split(/(?<!\\)\./).at(-1) ?? path).replaceAll('\\.', '.');
}
