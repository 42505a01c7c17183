import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** True while a process runs; one that has ended and waits to be collected does not run. */
export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  const stat = `/proc/${pid}/stat`;
  if (existsSync('/proc/self/stat')) {
    return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'));
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A runner in a process of its own, which has started traffic. */
export async function startParent(baseUrl: string): Promise<{ pid: number; generatorPid: number }> {
  const script = fileURLToPath(new URL('./parent.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, baseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null || child.pid === undefined) throw new Error('The parent did not start.');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { pid: child.pid, generatorPid: Number(line) };
}
