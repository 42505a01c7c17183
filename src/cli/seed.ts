import type { Command } from 'commander';
import type { LoadedTarget } from '../targets/load-target.ts';
import { addTargetOptions, optionExample, prepareTargetLogged, targetOptionsOf } from './target.ts';
import { guarded, Logger } from './terminal.ts';

export function addSeed(program: Command, target: LoadedTarget): void {
  const command = program
    .command('seed')
    .summary('make the data of the chat')
    .description(
      'Prepares what the target needs: for the default one a database with schema, data, media and tokens. What exists is recognised and kept; a database that is neither empty nor marked as ours is refused.',
    );
  addTargetOptions(command, target)
    .addHelpText(
      'after',
      `
Examples:
  backscroll seed${optionExample(target.definition)}
  DATABASE_URL=postgres://user@localhost/scratch backscroll seed`,
    )
    .action((flags: object) => guarded(() => seed(target, flags)));
}

async function seed(target: LoadedTarget, flags: object): Promise<number> {
  await using _prepared = await prepareTargetLogged(
    new Logger(),
    target,
    targetOptionsOf(target.definition, flags),
  );
  return 0;
}
