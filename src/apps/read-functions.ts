import type { AppFunction } from './definition.ts';
import { reportDuplicates } from './duplicates.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { Folder } from './folder.ts';
import { checkSource } from './check-source.ts';
import type { Layout } from './layout.ts';
import { Part } from './part.ts';
import { readExpression } from './read-expression.ts';
import { readRunAs } from './read-run-as.ts';

/** The functions of `functions/`, by name. */
export function readFunctions(folder: Folder, { generation }: Layout): AppFunction[] {
  const named = generation === 'services' ? readFolders(folder) : readFiles(folder);
  const once = reportDuplicates(named, ({ name }) => name, 'function');
  return once.map(({ part: _part, ...one }) => one).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

type Placed = AppFunction & { readonly part: Part };

/** What a function's entry says, with the defaults for what it leaves out. */
export function readFunction(name: string, source: string, fields: Fields): AppFunction {
  return {
    name,
    source,
    private: fields.flag('private'),
    canEvaluate: readExpression(fields.get('can_evaluate')),
    runAs: readRunAs(fields),
    logArguments: !fields.flag('disable_arg_logs'),
  };
}

function readFiles(folder: Folder): Placed[] {
  const configured = readConfigured(folder);
  const names = new Set(configured.map(({ name }) => name));
  return [...configured, ...readPlain(folder, names)];
}

/** Entries of `functions/config.json`; the source of `a/b` is `functions/a/b.js`. */
function readConfigured(folder: Folder): Placed[] {
  const entries = folder.json('functions/config.json')?.items() ?? [];
  return entries.flatMap((part) => {
    const fields = fieldsOf(part);
    const name = fields.requireText('name');
    const source = name === undefined ? '' : readSource(folder, `functions/${name}.js`, part);
    const found = readFunction(name ?? '', source, fields);
    fields.end('id', '_id');
    return name === undefined ? [] : [{ ...found, part }];
  });
}

/** Sources without an entry: defaults hold for them. */
function readPlain(folder: Folder, configured: ReadonlySet<string>): Placed[] {
  const files = folder.filesBelow('functions').filter((file) => file.endsWith('.js') && !isOfPackage(file));
  return files.flatMap((file) => {
    const name = file.slice('functions/'.length, -'.js'.length);
    const part = new Part({}, { file, findings: folder.findings });
    return configured.has(name)
      ? []
      : [{ ...readFunction(name, readSource(folder, file, part), fieldsOf(part)), part }];
  });
}

/** Layouts before 2021: a folder a function, `config.json` and `source.js` in it. */
function readFolders(folder: Folder): Placed[] {
  const sources = folder.filesBelow('functions').filter((file) => file.endsWith('/source.js') && !isOfPackage(file));
  return sources.map((file) => {
    const path = file.slice(0, -'/source.js'.length);
    const part = folder.json(`${path}/config.json`) ?? new Part({}, { file, findings: folder.findings });
    const fields = fieldsOf(part);
    const name = fields.text('name') ?? path.slice('functions/'.length);
    const found = readFunction(name, readSource(folder, file, part), fields);
    fields.end('id', '_id');
    return { ...found, part };
  });
}

function isOfPackage(file: string): boolean {
  return file.includes('/node_modules/');
}

/** A source that must be there, and that compiles. */
export function readSource(folder: Folder, file: string, entry: Part): string {
  const source = folder.text(file);
  if (source === undefined) entry.error(`The source ${file} is missing.`, 'Add the file, or remove the entry.');
  else checkSource(folder, file, source);
  return source ?? '';
}
