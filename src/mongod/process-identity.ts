import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What tells a process from a later one with the same pid: boot and start time. Undefined when there is no such process
 * (a zombie is none: it holds no files). https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processStart(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return startByPs(pid);
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${fields[19]}`;
}

/** The command line of a process as one text, arguments parted by blanks; empty when there is no such process. */
export function commandLine(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ps(pid, 'command=');
  return (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
}

function startByPs(pid: number): string | undefined {
  return ps(pid, 'lstart=') || undefined;
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
