import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** @throws Error where the kernel does not tell what a process used. */
export function requireProc(): void {
  if (!existsSync('/proc/self/stat')) throw new Error('The benchmark reads /proc: run it on Linux.');
}

const ticksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
let microsecondsPerTick: number | undefined;

/** CPU time that a process and its descendants have used so far, `utime` + `stime` (proc_pid_stat(5)), in microseconds. */
export function cpuMicroseconds(pid: number): number {
  microsecondsPerTick ??= 1e6 / ticksPerSecond();
  const ticks = processTree(pid).reduce((sum, member) => sum + ticksOf(member), 0);
  return ticks * microsecondsPerTick;
}

/** Resident memory of a process and its descendants, in megabytes (10⁶ bytes). */
export function residentMegabytes(pid: number): number {
  return processTree(pid).reduce((sum, member) => sum + kibibytesOf(member), 0) * 1.024e-3;
}

function processTree(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(processTree)];
}

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15, the state behind the name is 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function kibibytesOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
