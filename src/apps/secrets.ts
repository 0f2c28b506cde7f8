import type { AppDefinition } from './definition.ts';
import type { Validation } from './http-definition.ts';

/** The names of the secrets that the app needs: of validations, of signing keys and of values. */
export function secretsOf(app: AppDefinition): string[] {
  const names = [
    ...secretOf(app.dataApi.validation),
    ...app.endpoints.flatMap(({ validation }) => secretOf(validation)),
    ...(app.authProviders['custom-token']?.signingKeys ?? []),
    ...app.values.flatMap((value) => ('secretName' in value ? [value.secretName] : [])),
  ];
  return [...new Set(names)].filter((name) => name !== '').toSorted();
}

function secretOf(validation: Validation): string[] {
  return 'secret' in validation && 'name' in validation.secret ? [validation.secret.name] : [];
}
