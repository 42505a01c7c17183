/** The host gate against loads that are known: our own, and a busy loop of somebody else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { judgeHost } from '../../src/measure/host/host.ts';
import { type HostLoad, hostLoad } from '../../src/measure/host/host-load.ts';
import { type HostSample, sampleHost } from '../../src/measure/host/host-sample.ts';

test.skip(process.platform !== 'linux', 'no /proc: nothing to read');

/** Keeps this process busy for one second, which is the load of "our own run". */
function work(): void {
  const endMs = performance.now() + 1000;
  while (performance.now() < endMs);
}

function load(before: HostSample, after: HostSample): HostLoad {
  const result = hostLoad([before, after]);
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

/** Longer than the test takes on a slow processor; should nobody be left to end it, it ends by itself. */
const hogRounds = 100_000_000;

/** A busy loop that no process of ours is the parent of: the shell between ends and leaves it to init. */
async function startForeignHog(): Promise<number> {
  const loop = `i=0; while [ $i -lt ${hogRounds} ]; do i=$((i + 1)); done`;
  const shell = spawn('sh', ['-c', 'setsid sh -c "$0" > /dev/null & echo $!', loop], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(shell, 'exit');
  const [pid] = await once(shell.stdout, 'data');
  await ended;
  return Number(pid);
}

test('our own work is ours, be it here or in a child', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  await once(child, 'spawn');
  try {
    const before = sampleHost();
    work();
    const { ownShare, foreign, durationMs } = load(before, sampleHost());
    expect(durationMs).toBeGreaterThanOrEqual(1000);
    // Both loops share the host with whatever else runs; a third of one core is left on a full one.
    expect(ownShare * before.cores).toBeGreaterThan(0.3);
    expect(foreign.map(({ pid }) => pid)).not.toContain(child.pid);
    expect(foreign.map(({ pid }) => pid)).not.toContain(process.pid);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test("somebody else's busy loop is seen and named", async () => {
  const hog = await startForeignHog();
  try {
    const before = sampleHost();
    work();
    const after = sampleHost();
    expect(load(before, after).foreign.map(({ pid }) => pid)).toContain(hog);
    const { state, reasons } = judgeHost([before, after]);
    expect(state).not.toBe('quiet');
    expect(reasons.join()).toContain(`(${hog})`);
  } finally {
    process.kill(hog, 'SIGKILL');
  }
});
