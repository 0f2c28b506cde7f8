/**
 * What callers send as (Extended) JSON, as the driver's values; with the place in the request where something is wrong.
 * Knows JSON and BSON; must not know which plane is called.
 */
export { toDocument, toStoredDocument, toValues } from './json-values.ts';
