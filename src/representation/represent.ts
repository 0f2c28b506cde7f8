import { fullRelation, type Link } from './links.ts';
import { toProjects } from './project-naming.ts';
import { isVerbatim } from './verbatim.ts';

/** How one caller wants the answer. */
export interface Presentation {
  /** Scheme and authority that links begin with: `https://api.example.com`. */
  readonly origin: string;
  readonly generation: 'public' | 'atlas';
  /** Asked under `projects`. */
  readonly projects: boolean;
  readonly envelope: boolean;
}

type Json = Record<string, unknown>;

/** What a handler returned as this caller sees it: links absolute, list items with `self` alone, fields in alphabetical order, in an envelope if asked. */
export function represent(body: unknown, status: number, presentation: Presentation): unknown {
  const shown = isList(body)
    ? present({ ...body, results: body.results.map(asItem) }, presentation)
    : present(Array.isArray(body) ? body.map(asItem) : body, presentation);
  if (!presentation.envelope) return shown;
  return isList(body) ? sorted({ ...(shown as Json), status }) : { content: shown ?? {}, status };
}

/** A link's target for this caller: `/groups/5f…` from the API's root, or from the service's own, for what is served beside this API. */
export function absoluteHref(href: string, { origin, generation, projects }: Omit<Presentation, 'envelope'>): string {
  if (!href.startsWith('/')) return href;
  if (/^\/(?:api|app|docs)\//.test(href)) return origin + href;
  const path = projects ? href.replace(/^(\/orgs\/[^/]+)?\/groups(?=[/?]|$)/, '$1/projects') : href;
  return `${origin}/api/${generation}/v1.0${path === '/' ? '' : path}`;
}

function isList(body: unknown): body is { results: unknown[] } {
  return typeof body === 'object' && body !== null && 'results' in body && Array.isArray(body.results);
}

function asItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || !('links' in item)) return item;
  return { ...item, links: (item.links as Link[]).filter(({ rel }) => rel === 'self') };
}

function present(value: unknown, presentation: Presentation): unknown {
  if (Array.isArray(value)) return value.map((item) => present(item, presentation));
  if (typeof value !== 'object' || value === null || isVerbatim(value)) return value;
  const shown: Json = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const field = presentation.projects ? toProjects(name) : name;
    shown[field] =
      name === 'links' && Array.isArray(inner) ? links(inner as Link[], presentation) : present(inner, presentation);
  }
  return sorted(shown);
}

function links(given: readonly Link[], presentation: Presentation): Link[] {
  return given.map(({ rel, href }) => ({
    href: absoluteHref(href, presentation),
    rel: fullRelation(rel, presentation.projects),
  }));
}

function sorted(object: Json): Json {
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
