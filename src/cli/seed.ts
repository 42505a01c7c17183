import path from 'node:path';
import type { Command } from 'commander';
import { type SizeName, sizeNames } from '../../seed/index.ts';
import { prepareGround } from '../targets/reference-chat/index.ts';
import { known, whole } from './options.ts';
import { project } from './set-up.ts';
import { guarded, Logger } from './terminal.ts';

export function addSeed(program: Command): void {
  program
    .command('seed')
    .summary('fill the database of the reference chat')
    .description(
      'Makes schema, data, media and tokens. Data that is there is recognised and kept; a database that is neither empty nor marked as ours is refused.',
    )
    .option('--size <size>', `data set: ${sizeNames.join(', ')}`, 'standard')
    .option('--data-seed <n>', 'the same seed gives the same data, byte for byte', whole, 1)
    .addHelpText(
      'after',
      `
Examples:
  backscroll seed --size small
  DATABASE_URL=postgres://user@localhost/scratch backscroll seed`,
    )
    .action((flags: { size: string; dataSeed: number }) => guarded(() => seed(flags)));
}

async function seed({ size, dataSeed }: { size: string; dataSeed: number }): Promise<number> {
  const logger = new Logger();
  await using _ground = await logger.timed(
    'Chat',
    () =>
      prepareGround({
        databaseUrl: process.env.DATABASE_URL,
        directory: path.resolve(project, '.backscroll'),
        size: known('size', size, sizeNames) as SizeName,
        seed: dataSeed,
        say: (line) => logger.say(`  ${line}`),
        progress: (line) => logger.progress(line),
      }),
    ({ dataset }) =>
      `${dataset.size}/${dataset.seed}, ${dataset.rows} rows ${dataset.loaded ? 'loaded' : 'were there already'}, hash ${dataset.hash.slice(0, 12)}`,
  );
  return 0;
}
