import { builtinModules } from 'node:module';
import type { AppDefinition } from './definition.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';

const builtIn: ReadonlySet<string> = new Set(builtinModules);

/** `dependencies` of `functions/package.json`. */
export function readDependencies(folder: Folder): Record<string, string> {
  const part = folder.json('functions/package.json');
  if (part === undefined) return {};
  const entries = fieldsOf(part).get('dependencies');
  if (entries === undefined) return {};
  const ranges = fieldsOf(entries)
    .all()
    .map(([name, range]): [string, string] => [name, range.text() ?? '*']);
  return Object.fromEntries(ranges);
}

/** The npm packages that the app's functions need: those that it lists and those that its sources load. */
export function packagesOf({ dependencies, functions }: Pick<AppDefinition, 'dependencies' | 'functions'>): string[] {
  const loaded = functions.flatMap(({ source }) => loadedBy(source));
  const names = [...Object.keys(dependencies), ...loaded].filter((name) => !builtIn.has(name));
  return [...new Set(names)].toSorted();
}

/** `require('a')`, `import … from 'a'`. The bounds keep hostile sources from taking minutes. */
const loads =
  /\brequire\s*\(\s*["'`]([^"'`\n]{1,214})["'`]\s*\)|^[ \t]*import\b[^"'`;]{0,500}["']([^"'\n]{1,214})["']/gm;
const lineComments = /(?<=^|\s)\/\/.*$/gm;

/** `@scope/name/sub` → `@scope/name`. */
function loadedBy(source: string): string[] {
  return [...withoutComments(source).matchAll(loads)]
    .map(([, required, imported]) => /^(?:@[^/]+\/)?[^/]+/.exec(required ?? imported ?? '')?.[0] ?? '')
    .filter((name) => /^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(name) && !name.startsWith('node:'));
}

/** Near enough: a comment's signs in a string are taken for one. */
function withoutComments(source: string): string {
  let code = '';
  let at = 0;
  for (let start = source.indexOf('/*'); start !== -1; start = source.indexOf('/*', at)) {
    const end = source.indexOf('*/', start + 2);
    if (end === -1) break;
    code += source.slice(at, start);
    at = end + 2;
  }
  return (code + source.slice(at)).replaceAll(lineComments, '');
}
