import { once } from 'node:events';
import path from 'node:path';
import type { Command } from 'commander';
import { type SizeName, sizeNames } from '../../seed/index.ts';
import { defectIds } from '../targets/reference-chat/defects.ts';
import { startReferenceChat } from '../targets/reference-chat/index.ts';
import { known, list, whole } from './options.ts';
import { project } from './set-up.ts';
import { guarded, Logger } from './terminal.ts';

interface ChatFlags {
  port: number;
  defect?: string[];
  size: string;
  dataSeed: number;
}

export function addChat(program: Command): void {
  program
    .command('chat')
    .summary('serve the reference chat and print a link that logs you in')
    .option('--port <n>', 'port on loopback; 0 for any', whole, 0)
    .option('--defect <list>', `plant faults: ${defectIds.join(', ')}`, list)
    .option('--size <size>', `data set: ${sizeNames.join(', ')}`, 'standard')
    .option('--data-seed <n>', 'seed of the data set', whole, 1)
    .addHelpText('after', '\nExample:\n  backscroll chat --port 8080 --size small')
    .action((flags: ChatFlags) => guarded(() => chat(flags)));
}

async function chat({ port, defect, size, dataSeed }: ChatFlags): Promise<number> {
  const logger = new Logger();
  for (const each of defect ?? []) known('defect', each, defectIds);
  await using server = await startReferenceChat({
    databaseUrl: process.env.DATABASE_URL,
    directory: path.resolve(project, '.backscroll'),
    size: known('size', size, sizeNames) as SizeName,
    seed: dataSeed,
    defects: defect ?? [],
    port,
    say: (line) => logger.say(line),
    progress: (line) => logger.progress(line),
  });
  logger.say(
    `The chat runs. This link logs you in; keep it to yourself:\n\n  ${server.loginLink}\n\nOr log in by handle, with a password of .backscroll/passwords.json. Ctrl-C ends it.`,
  );
  const stopped = AbortSignal.any([signalled('SIGINT'), signalled('SIGTERM')]);
  while (!stopped.aborted) {
    server.assertAlive();
    await Promise.race([once(stopped, 'abort'), server.ended]);
  }
  return 0;
}

function signalled(name: NodeJS.Signals): AbortSignal {
  const controller = new AbortController();
  process.once(name, () => controller.abort());
  return controller.signal;
}
