/** The path of a target, to which a segment can be added: without query and without a slash at its end. */
export function targetPath(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
