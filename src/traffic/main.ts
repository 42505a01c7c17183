/** Entry point of the generator's process; `control.ts` starts it and exchanges messages with it. */
import { runGenerator } from './generator.ts';

process.on('SIGINT', () => {
  // Ctrl-C reaches the whole process group, but the runner still needs the result; it ends this process's
  // input.
});
// A killed runner no longer reads: a write fails, and the end of the input follows soon.
process.stdout.on('error', () => process.exit(1));

await runGenerator(process.stdin, process.stdout);
// Connections that are still open must not keep the process alive.
process.exit(0);
