/**
 * Slows the whole machine down by processes of real-time priority, one on each core, each busy for a share of
 * the time: `npm run bench:spinners -- --duty 0.33 [--period 0.5] [--for 600] [-- <command>]`.
 *
 * The period (ms) is short, so that it is like a slower processor: with 10 ms each timer is late, and a round trip of
 * 150 ms reads 162; with 2 ms Chromium's CPU throttle, whose own steps are a tenth of that, reads 2.5 to 5 at rate 4.
 *
 * With a command it runs that and ends with its exit code; the host gate of every `backscroll` in it is told
 * of the spinners by BACKSCROLL_OWN_PROCESS. Without one it prints their ids and waits, for `--for` seconds at
 * most or until it is interrupted. Linux only; real-time priority needs root or CAP_SYS_NICE.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { causeText } from '../src/core/errors.ts';
import { type Spinners, startSpinners, usualPeriodMs } from './spinners/start.ts';

const { values, positionals: command } = parseArgs({
  allowPositionals: true,
  options: {
    duty: { type: 'string', default: '0.33' },
    period: { type: 'string', default: `${usualPeriodMs}` },
    for: { type: 'string', default: '600' },
  },
});

/** Their end ends the wait: a spinner that has died slows nothing down any more. */
async function run(spinners: Spinners): Promise<number> {
  const [program, ...words] = command;
  if (program === undefined) {
    console.log(spinners.ids.join(','));
    const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await Promise.race([delay(Number(values.for) * 1_000), interrupted, spinners.ended]);
    return 0;
  }
  const env = { ...process.env, BACKSCROLL_OWN_PROCESS: spinners.ids.join(',') };
  const child = spawn(program, words, { stdio: 'inherit', env });
  // The terminal interrupts the command as well; whoever else does it means the command.
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', () => undefined).on('SIGTERM', pass);
  const [code] = (await Promise.race([once(child, 'exit'), spinners.ended])) as [number | null];
  return code ?? 1;
}

try {
  await using spinners = await startSpinners(Number(values.duty), Number(values.period));
  process.exitCode = await run(spinners);
} catch (cause) {
  console.error(causeText(cause));
  process.exitCode = 2;
}
// Signal handlers and a wait that lost its race would keep the process.
process.exit();
