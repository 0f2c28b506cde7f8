import type { Findings } from './findings.ts';

const longestPath = 512;
const deepestPath = 24;

/** The files whose paths lie in the folder and can be told apart on every machine; the others are reported. */
export function checkPaths(files: ReadonlyMap<string, string>, findings: Findings): Map<string, string> {
  const right = new Map<string, string>();
  for (const [path, text] of files) {
    const problem = problemOf(path);
    if (problem === undefined) right.set(path, text);
    else
      findings.add({
        severity: 'error',
        file: path,
        pointer: '',
        message: problem,
        mend: 'Rename the file or leave it out.',
      });
  }
  return right;
}

function problemOf(path: string): string | undefined {
  if (path.length > longestPath) return `The path is longer than ${longestPath} characters.`;
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\\]/.test(path)) return 'The path has a backslash or a control character.';
  const steps = path.split('/');
  if (steps.length > deepestPath) return `The path is deeper than ${deepestPath} folders.`;
  return steps.some((step) => step === '' || step === '.' || step === '..')
    ? 'The path is not relative to the folder, without "." and "..".'
    : undefined;
}
