import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

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

/** The pids of the processes whose command line, arguments parted by blanks, holds a text. */
export function processesWith(text: string): number[] {
  const processes = existsSync('/proc/self/stat') ? commandLines() : commandLinesByPs();
  return processes.filter(({ command }) => command.includes(text)).map(({ pid }) => pid);
}

function commandLines(): { pid: number; command: string }[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.map((pid) => ({ pid, command: (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ') }));
}

function commandLinesByPs(): { pid: number; command: string }[] {
  const lines = ps('-axww', '-o', 'pid=,command=').split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line }));
}

function startByPs(pid: number): string | undefined {
  return ps('-o', 'lstart=', '-p', String(pid)) || undefined;
}

function ps(...args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
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
