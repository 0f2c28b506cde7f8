import type { Folder } from './folder.ts';
import { isObject, type Part } from './part.ts';

const file = 'graphql/validation_settings.json';
const lax = ['OFF', 'WARN'];

/** Says where an app loosens the validation of documents, which docgate does not. @see reference/app-services.md §3 */
export function checkValidationSettings(folder: Folder): void {
  const part = folder.json(file);
  if (part === undefined || !isObject(part.value)) return;
  for (const [name, value] of Object.entries(part.value)) {
    if (typeof value !== 'string' || !lax.includes(value)) continue;
    if (name.startsWith('write_validation_')) warnOfWrites(part.below(name, value));
    else if (name.startsWith('read_validation_')) warnOfReads(part.below(name, value));
  }
}

function warnOfWrites(part: Part): void {
  part.warning(
    'docgate always validates writes: what does not fit its schema is refused.',
    'Change the schemas of collections that are to take other documents, or remove them.',
  );
}

function warnOfReads(part: Part): void {
  part.warning(
    'docgate always validates writes, and reads as schema_validation.json says: this has no effect.',
    'Change the schemas of collections that are to take other documents; reads need schema_validation.json only to be validated.',
  );
}
