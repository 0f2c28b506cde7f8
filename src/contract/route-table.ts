import type { Operation } from './operation.ts';

/** A place in the tree of path segments; `parameter` is where any value of that segment leads. */
interface Segment<Op> {
  readonly literal: Map<string, Segment<Op>>;
  parameter: Segment<Op> | undefined;
  readonly operations: Map<string, { operation: Op; names: readonly string[] }>;
}

export interface Route<Op> {
  readonly operation: Op;
  /** Values of the template's parameters, still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type Located<Op> = { readonly route: Route<Op> } | { readonly allow: readonly string[] } | undefined;

/**
 * Finds operations by method and path in time that depends on the path's length only, not on the number of operations:
 * a router that tries one pattern after another pays for each (reference/stack.md §4).
 */
export class RouteTable<Op extends Operation> {
  readonly #root: Segment<Op> = newSegment();

  constructor(operations: readonly Op[]) {
    for (const operation of operations) this.#add(operation);
  }

  /**
   * @param method upper case
   * @param path without query; one trailing slash is the same resource
   * @returns the route; or the methods that the path has, when not this one; or undefined when there is no such path.
   */
  locate(method: string, path: string): Located<Op> {
    const segments = split(path);
    const place = walk(this.#root, segments, 0);
    if (place === undefined) return undefined;
    const found = place.operations.get(method);
    if (found === undefined) return { allow: [...place.operations.keys()] };
    return { route: { operation: found.operation, parameters: bind(found.names, segments) } };
  }

  #add(operation: Op): void {
    const names: string[] = [];
    let place = this.#root;
    for (const segment of split(operation.path)) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      names.push(name ?? '');
      place = name === undefined ? literalChild(place, segment) : (place.parameter ??= newSegment());
    }
    place.operations.set(operation.method.toUpperCase(), { operation, names });
  }
}

function walk<Op>(place: Segment<Op>, segments: readonly string[], at: number): Segment<Op> | undefined {
  const segment = segments[at];
  if (segment === undefined) return place.operations.size > 0 ? place : undefined;
  const literal = place.literal.get(segment);
  const found = literal === undefined ? undefined : walk(literal, segments, at + 1);
  if (found !== undefined || place.parameter === undefined || segment === '') return found;
  return walk(place.parameter, segments, at + 1);
}

function bind(names: readonly string[], segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (let i = 0; i < names.length; i++) if (names[i] !== '') parameters[names[i] as string] = segments[i] as string;
  return parameters;
}

function literalChild<Op>(place: Segment<Op>, segment: string): Segment<Op> {
  const known = place.literal.get(segment);
  if (known !== undefined) return known;
  const child = newSegment<Op>();
  place.literal.set(segment, child);
  return child;
}

function newSegment<Op>(): Segment<Op> {
  return { literal: new Map(), parameter: undefined, operations: new Map() };
}

function split(path: string): string[] {
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length;
  return path === '/' ? [] : path.slice(1, end).split('/');
}
