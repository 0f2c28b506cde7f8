/**
 * How the admin plane shows things, whatever they are: links, lists and their pages, envelopes, field order, project naming, dates.
 * Pure: knows no HTTP objects, no store and no single resource.
 * @see reference/admin-api.md §2
 */
export { instant, parseInstant } from './instants.ts';
export type { Link } from './links.ts';
export { pageLinks, type PagePosition } from './page-links.ts';
export { absoluteHref, represent, type Presentation } from './represent.ts';
export { fromProjects, toProjects } from './project-naming.ts';
export { verbatim } from './verbatim.ts';
