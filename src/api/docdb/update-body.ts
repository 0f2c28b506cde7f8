import type { Document, Update } from '../../mongo/index.ts';
import type { Mount } from '../../mounts/index.ts';
import { toValues, toDocument } from '../../payloads/index.ts';
import { requireNoServerSideJavaScript } from './server-side-javascript.ts';

/** The `filter` of a body. @throws Problem that names the place */
export function toFilter(mount: Mount, json: unknown): Document {
  const filter = toDocument(json, '/body/filter');
  requireNoServerSideJavaScript(mount, json, '/body/filter');
  return filter;
}

/** The `update` of a body: operators, or a pipeline. @throws Problem that names the place */
export function toUpdate(mount: Mount, json: unknown): Update {
  const place = '/body/update';
  const update = Array.isArray(json) ? (toValues(json, place) as Document[]) : toDocument(json, place);
  requireNoServerSideJavaScript(mount, json, place);
  return update;
}
