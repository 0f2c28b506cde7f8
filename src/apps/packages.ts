import { builtinModules } from 'node:module';
import type { AppDefinition } from './definition.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';

const builtIn: ReadonlySet<string> = new Set(builtinModules);

/** `dependencies` of `functions/package.json` (or of one at the top). */
export function readDependencies(folder: Folder): Record<string, string> {
  const part = folder.json('functions/package.json') ?? folder.json('package.json');
  if (part === undefined) return {};
  const entries = fieldsOf(part).get('dependencies');
  if (entries === undefined) return {};
  const ranges = fieldsOf(entries)
    .all()
    .map(([name, range]): [string, string] => [name, range.text() ?? '*']);
  return Object.fromEntries(ranges);
}

/** The npm packages that the app's functions need: those that it lists and those that its sources require. */
export function packagesOf({ dependencies, functions }: Pick<AppDefinition, 'dependencies' | 'functions'>): string[] {
  const required = functions.flatMap(({ source }) => requiredBy(source));
  return [...new Set([...Object.keys(dependencies), ...required])].toSorted();
}

/** `require("@scope/name/sub")` → `@scope/name`. */
function requiredBy(source: string): string[] {
  const calls = source.matchAll(/\brequire\s*\(\s*["'`]([^"'`\n]{1,214})["'`]\s*\)/g);
  return [...calls]
    .map(([, path = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '')
    .filter((name) => /^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(name) && !name.startsWith('node:') && !builtIn.has(name));
}
