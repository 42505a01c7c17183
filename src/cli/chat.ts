import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { LoadedTarget } from '../targets/load-target.ts';
import { startTarget } from '../targets/start-target.ts';
import { onInterrupt } from './interrupt.ts';
import { whole } from './options.ts';
import {
  addTargetOptions,
  defectsOf,
  optionExample,
  prepareTargetLogged,
  surroundingsOf,
  type TargetFlags,
  targetOptionsOf,
} from './target.ts';
import { guarded, Logger } from './terminal.ts';

interface ChatFlags extends TargetFlags {
  port: number;
}

/** How often somebody looks whether it still runs, ms. */
const lookMs = 500;

export function addChat(program: Command, target: LoadedTarget): void {
  const command = program
    .command('chat')
    .summary('serve the chat and print a link that logs you in')
    .option('--port <n>', 'port on loopback; 0 for any', whole, 0);
  addTargetOptions(command, target)
    .addHelpText('after', `\nExample:\n  backscroll chat --port 8080${optionExample(target.definition)}`)
    .action((flags: ChatFlags) => guarded(() => chat(target, flags)));
}

async function chat(target: LoadedTarget, flags: ChatFlags): Promise<number> {
  const logger = new Logger();
  const defects = defectsOf(target.definition, flags);
  const options = targetOptionsOf(target.definition, flags);
  await using prepared = await prepareTargetLogged(logger, target, options);
  using interrupt = onInterrupt(() => Promise.resolve());
  const { signal } = interrupt;
  await using running = await startTarget(target, {
    ...surroundingsOf(logger, options),
    state: prepared.state,
    defects,
    port: flags.port,
    signal,
  });
  const verb = target.definition.start === undefined ? 'is expected' : 'runs';
  const { welcome = `The chat ${verb} at ${running.baseUrl}.` } = running;
  logger.say(`${welcome} Ctrl-C ends it.`);
  while (!signal.aborted) {
    running.assertAlive?.();
    await Promise.race([once(signal, 'abort'), delay(lookMs)]);
  }
  return 0;
}
