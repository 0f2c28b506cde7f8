/** Groups and projects are one thing with two names; records and handlers say group. */
const names: readonly (readonly [string, string])[] = [
  ['groupId', 'projectId'],
  ['groupName', 'projectName'],
];
const toProject = new Map(names);
const toGroup = new Map(names.map(([group, project]) => [project, group]));

/** A field's name for who asks under `projects`. */
export function toProjects(field: string): string {
  return toProject.get(field) ?? field;
}

/** A body that says `projectId` as one that says `groupId`; anything else stays as it is. */
export function fromProjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromProjects);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [toGroup.get(name) ?? name, fromProjects(inner)]),
  );
}
