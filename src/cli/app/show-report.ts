import type { Answer } from '../admin-api.ts';

/** What the service has found in an app's files, as lines. */
export function reportLines(appId: string, report: unknown): string[] {
  if (typeof report !== 'object' || report === null) return [];
  const { findings, ignored, missing } = report as Answer;
  const { secrets, packages } = (missing ?? {}) as Answer;
  return [
    ...list<Answer>(findings).flatMap(findingLines),
    ...sentence('Not served by docgate', ignored),
    ...sentence('Missing npm packages', packages),
    ...sentence('Missing secrets', secrets),
    ...list<string>(secrets)
      .slice(0, 1)
      .map((name) => `    → docgate app secret set ${appId} ${name} -`),
  ];
}

const marks: Readonly<Record<string, string>> = { error: '✗', warning: '–' };

function findingLines({ severity, file, pointer, message, mend }: Answer): string[] {
  const place = [file, pointer].filter((text) => text !== '').join(' ');
  return [
    `${marks[String(severity)] ?? '?'} ${place || 'the folder'}`,
    `    ${String(message)}`,
    `    → ${String(mend)}`,
  ];
}

function sentence(title: string, names: unknown): string[] {
  const all = list<string>(names);
  return all.length === 0 ? [] : [`${title}: ${all.join(', ')}`];
}

function list<Item>(value: unknown): Item[] {
  return Array.isArray(value) ? (value as Item[]) : [];
}
