/** Entry of the generator's process; `control.ts` starts it and talks to it. */
import { runGenerator } from './generator.ts';

process.on('SIGINT', () => {
  // Ctrl-C reaches the whole process group, but the runner still wants the result; it ends our input.
});
// A runner that was killed reads no more: then writing fails, and the end of the input is on its way.
process.stdout.on('error', () => process.exit(1));

await runGenerator(process.stdin, process.stdout);
// Connections that are still open must not keep the process alive.
process.exit(0);
