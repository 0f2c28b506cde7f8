import { fieldsOf, type Fields } from './fields.ts';
import type { Validation } from './http-definition.ts';
import type { Part } from './part.ts';

const methods = ['NO_VALIDATION', 'SECRET_AS_QUERY_PARAM', 'VERIFY_PAYLOAD'] as const;
const secretName = /^[A-Za-z0-9][\w-]{0,63}$/;

/** How requests are validated, by `validation_method` and `secret_name`. */
export function readValidation(fields: Fields): Validation {
  const method = fields.choice(['validation_method', 'verification_method'], methods, 'NO_VALIDATION');
  const name = fields.get('secret_name');
  if (method === 'NO_VALIDATION') return { method };
  if (name !== undefined && name.value !== '') return { method, secret: { name: readSecretName(name) ?? '' } };
  fields.part.error(`${method} needs a secret.`, 'Name one in secret_name, and store it: docgate app secret set.');
  return { method, secret: { name: '' } };
}

/** The same of a webhook, whose `options` hold the secret itself. */
export function readWebhookValidation(options: Fields): Validation {
  const method = options.choice('validationMethod', methods, 'NO_VALIDATION');
  const secret = options.text('secret') ?? '';
  const isInQuery = options.flag('secretAsQueryParam');
  if (method === 'NO_VALIDATION' && !isInQuery) return { method };
  if (secret === '') options.part.error('This validation needs a secret.', 'Write it as "secret".');
  return {
    method: isInQuery || method === 'NO_VALIDATION' ? 'SECRET_AS_QUERY_PARAM' : method,
    secret: { literal: secret },
  };
}

/** A text that is the name of a secret. */
export function readSecretName(part: Part): string | undefined {
  const name = part.text();
  if (name === undefined || secretName.test(name)) return name;
  part.error(
    'This is no name of a secret: letters, digits, "_" and "-", at most 64.',
    'Write the name, not the secret.',
  );
  return undefined;
}

/** `secret_config.signingKeys`: names of secrets; none where they are not used. */
export function readSigningKeys(fields: Fields, { used }: { used: boolean }): string[] {
  const config = fields.get('secret_config');
  if (config === undefined || !used) return [];
  const inner = fieldsOf(config);
  const names = inner.items('signingKeys').map(readSecretName);
  inner.end();
  return names.filter((name) => name !== undefined);
}
