/**
 * Slows the whole machine down with processes of real-time priority, one on each core, each busy for a share
 * of the time: `npm run bench:spinners -- --duty 0.33 [--period 0.5] [--for 600] [-- <command>]`.
 *
 * The period (ms) is short, so that the effect is like that of a slower processor. With 10 ms, every timer is
 * late, and a round trip of 150 ms reads 162. With 2 ms, Chromium's CPU throttle, whose own steps are a tenth
 * of that, reads 2.5 to 5 at rate 4.
 *
 * With a command, it runs the command and exits with its exit code. BACKSCROLL_OWN_PROCESS names the spinners
 * to the host gate of every `backscroll` in that command. Without a command, it prints their ids and waits
 * until it is interrupted, at most `--for` seconds. Linux only; real-time priority needs root or
 * CAP_SYS_NICE.
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

/** Also returns when a spinner ends, because then the machine is no longer slowed down. */
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
  // The terminal sends SIGINT to the command as well, so only SIGTERM is forwarded.
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
// Signal handlers and pending waits would keep the process alive.
process.exit();
