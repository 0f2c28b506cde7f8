import type { Document, Update } from '../../mongo/index.ts';
import type { Mount } from '../../mounts/index.ts';
import { toValues, toDocument } from './json-values.ts';
import { requireNoServerSideJavaScript } from './server-side-javascript.ts';

/** The `filter` of a body. @throws Problem that names the place */
export function toFilter(mount: Mount, json: unknown): Document {
  requireNoServerSideJavaScript(mount, json, '/body/filter');
  return toDocument(json, '/body/filter');
}

/** The `update` of a body: operators, or a pipeline. @throws Problem that names the place */
export function toUpdate(mount: Mount, json: unknown): Update {
  requireNoServerSideJavaScript(mount, json, '/body/update');
  return Array.isArray(json) ? (toValues(json, '/body/update') as Document[]) : toDocument(json, '/body/update');
}
