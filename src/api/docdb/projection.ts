import type { Document } from '../../mongo/index.ts';
import type { SortField } from './sort-order.ts';

export interface SortableProjection {
  /** For MongoDB. */
  readonly projection: Document;
  /** Top-level fields that are only there for the sort key; the caller does not get them. */
  readonly hide: readonly string[];
}

/**
 * Widens a projection so that documents keep the fields of their sort key. Undefined where that would show or change what
 * the caller asked for: the field is computed, or only a part of the same top-level field is in or out.
 */
export function withSortFields(projection: Document, fields: readonly SortField[]): SortableProjection | undefined {
  const kind = kindOf(projection);
  let widened: SortableProjection | undefined = { projection, hide: [] };
  for (const { path } of fields) widened &&= withField(widened, kind, path);
  return widened;
}

type Kind = 'inclusion' | 'exclusion' | 'computed';

/** What happens to a field that the projection does not name. */
function kindOf(projection: Document): Kind {
  const entries = Object.entries(projection);
  if (entries.length === 1 && isExcluded(projection['_id'])) return 'exclusion';
  const others = entries.filter(([path]) => path !== '_id').map(([, value]) => value as unknown);
  if (others.some((value) => isIncluded(value))) return 'inclusion';
  if (others.some((value) => isExcluded(value)) || entries.length === 0) return 'exclusion';
  return isIncluded(projection['_id']) && entries.length === 1 ? 'inclusion' : 'computed';
}

function withField({ projection, hide }: SortableProjection, kind: Kind, path: string): SortableProjection | undefined {
  const [top = path] = path.split('.', 1);
  if (hide.includes(top)) return { projection: kind === 'inclusion' ? { ...projection, [path]: 1 } : projection, hide };
  const related = Object.keys(projection).filter((key) => key.split('.', 1)[0] === top);
  if (related.length === 0) return withUnnamedField({ projection, hide }, kind, path, top);
  const [name, value] = [related[0] as string, projection[related[0] as string] as unknown];
  if (related.length > 1 || (name !== top && name !== path)) return undefined;
  if (isIncluded(value)) return { projection, hide };
  if (!isExcluded(value) || name !== top) return undefined;
  const { [top]: _, ...rest } = projection;
  return { projection: rest, hide: [...hide, top] };
}

function withUnnamedField(
  { projection, hide }: SortableProjection,
  kind: Kind,
  path: string,
  top: string,
): SortableProjection | undefined {
  if (kind === 'exclusion' || path === '_id') return { projection, hide };
  return kind === 'inclusion' ? { projection: { ...projection, [path]: 1 }, hide: [...hide, top] } : undefined;
}

function isIncluded(value: unknown): boolean {
  return value === true || (isNumber(value) && Number(value) !== 0);
}

function isExcluded(value: unknown): boolean {
  return value === false || (isNumber(value) && Number(value) === 0);
}

function isNumber(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    ['Int32', 'Double', 'Long', 'Decimal128'].includes(String((value as Document | null)?.['_bsontype']))
  );
}
